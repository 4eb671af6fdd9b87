package io.skep.console;

import io.skep.bittorrent.ClientName;
import io.skep.bittorrent.InfoHash;
import io.skep.swarm.Peer;
import io.skep.swarm.SwarmStore;
import io.skep.swarm.SwarmStore.Summary;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/swarms}: the swarms, and who is in one. */
final class SwarmsApi {
  private final SwarmStore swarms;
  private final LongSupplier seconds;

  SwarmsApi(SwarmStore swarms, LongSupplier seconds) {
    this.swarms = swarms;
    this.seconds = seconds;
  }

  /** The swarms, a page of them in the order asked for. */
  void list(RoutingContext context) {
    Page page;
    Comparator<Summary> order;
    try {
      page = Page.of(context);
      String sort = context.request().getParam("sort");
      order = SwarmOrder.parse(sort == null ? "-peers" : sort);
    } catch (IllegalArgumentException e) {
      ProblemDetails.send(context, 400, "Bad parameter", String.valueOf(e.getMessage()));
      return;
    }
    answer(context, () -> list(page, order));
  }

  private JsonObject list(Page page, Comparator<Summary> order) {
    List<Summary> all = swarms.summaries();
    JsonArray items = new JsonArray();
    all.stream()
        .sorted(order)
        .skip(page.offset())
        .limit(page.limit())
        .forEach(summary -> items.add(json(summary)));
    return new JsonObject()
        .put("total", all.size())
        .put("offset", page.offset())
        .put("limit", page.limit())
        .put("swarms", items);
  }

  /** One swarm and a page of its members. */
  void show(RoutingContext context) {
    Page page;
    InfoHash infoHash;
    try {
      page = Page.of(context);
      infoHash = InfoHash.parse(String.valueOf(context.pathParam("hash")));
    } catch (IllegalArgumentException e) {
      ProblemDetails.send(context, 400, "Bad parameter", String.valueOf(e.getMessage()));
      return;
    }
    answer(context, () -> members(infoHash, page));
  }

  private @Nullable JsonObject members(InfoHash infoHash, Page page) {
    SwarmStore.Members members =
        swarms.members(infoHash, page.offset(), page.limit(), seconds.getAsLong());
    if (members.summary().lastAnnounce() == 0) {
      return null;
    }
    JsonArray peers = new JsonArray();
    members.peers().forEach(peer -> peers.add(json(peer)));
    return json(members.summary())
        .put("offset", page.offset())
        .put("limit", page.limit())
        .put("peers", peers);
  }

  private static void answer(RoutingContext context, Callable<@Nullable JsonObject> work) {
    context
        .vertx()
        .executeBlocking(work)
        .onSuccess(json -> answer(context, json))
        .onFailure(context::fail);
  }

  private static void answer(RoutingContext context, @Nullable JsonObject json) {
    if (json == null) {
      ProblemDetails.send(context, 404, "Not found", "nobody has announced this info-hash");
      return;
    }
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(json.toBuffer());
  }

  private static JsonObject json(Summary summary) {
    return new JsonObject()
        .put("info_hash", summary.infoHash().toString())
        .put("seeders", summary.counts().complete())
        .put("leechers", summary.counts().incomplete())
        .put("downloaders", summary.counts().downloaders())
        .put("completed", summary.counts().downloaded())
        .put("last_announce", time(summary.lastAnnounce()));
  }

  private static JsonObject json(Peer peer) {
    JsonObject json =
        new JsonObject()
            .put("address", peer.address().host())
            .put("port", peer.address().port())
            .put("role", peer.role().name().toLowerCase(Locale.ROOT))
            .put("last_seen", time(peer.lastSeen()));
    Peer.Account account = peer.account();
    if (account != null) {
      json.put("client", ClientName.of(account.id()))
          .put("peer_id", account.id().toString())
          .put("uploaded", account.uploaded())
          .put("downloaded", account.downloaded())
          .put("left", account.left() == Long.MAX_VALUE ? null : account.left())
          .put("ratio", ratio(account.uploaded(), account.downloaded()))
          .put("first_seen", time(account.firstSeen()));
    }
    return json;
  }

  /** Null where nothing was downloaded: such a ratio has no figure. */
  private static @Nullable Double ratio(long uploaded, long downloaded) {
    return downloaded == 0 ? null : (double) uploaded / downloaded;
  }

  private static String time(long seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }
}
