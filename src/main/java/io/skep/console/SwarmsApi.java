package io.skep.console;

import io.skep.bittorrent.ClientName;
import io.skep.bittorrent.InfoHash;
import io.skep.swarm.Peer;
import io.skep.swarm.SwarmStore;
import io.skep.swarm.SwarmStore.Summary;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/swarms}: the swarms, and who is in one. */
final class SwarmsApi {
  private static final Sorting<Summary> SORTING =
      new Sorting<>(
          Map.of(
              "peers",
                  Comparator.comparingInt(s -> s.counts().complete() + s.counts().incomplete()),
              "seeders", Comparator.comparingInt(s -> s.counts().complete()),
              "leechers", Comparator.comparingInt(s -> s.counts().incomplete()),
              "completed", Comparator.comparingInt(s -> s.counts().downloaded()),
              "last_announce", Comparator.comparingLong(Summary::lastAnnounce),
              "info_hash", Comparator.comparing(Summary::infoHash)),
          Comparator.comparing(Summary::infoHash));

  private final SwarmStore swarms;
  private final LongSupplier seconds;

  SwarmsApi(SwarmStore swarms, LongSupplier seconds) {
    this.swarms = swarms;
    this.seconds = seconds;
  }

  /** The swarms, a page of them in the order asked for. */
  Reply list(Call call) {
    Page page = call.page();
    Optional<Boolean> seeded = call.flag("seeded");
    List<Summary> all =
        swarms.summaries().stream()
            .filter(each -> seeded.isEmpty() || seeded.get() == each.counts().complete() > 0)
            .toList();
    JsonArray items = new JsonArray();
    Selection.part(all, SORTING.by(call.text("sort")), page.offset(), page.limit())
        .forEach(summary -> items.add(json(summary)));
    return Reply.json(
        new JsonObject()
            .put("total", all.size())
            .put("offset", page.offset())
            .put("limit", page.limit())
            .put("swarms", items));
  }

  /** One swarm and a page of its members. */
  Reply show(Call call) throws ProblemException {
    Page page = call.page();
    InfoHash infoHash = InfoHash.parse(call.text("hash"));
    SwarmStore.Members members =
        swarms.members(infoHash, page.offset(), page.limit(), seconds.getAsLong());
    if (members.summary().lastAnnounce() == 0) {
      throw ProblemException.notFound("nobody has announced this info-hash");
    }
    JsonArray peers = new JsonArray();
    members.peers().forEach(peer -> peers.add(json(peer)));
    return Reply.json(
        json(members.summary())
            .put("offset", page.offset())
            .put("limit", page.limit())
            .put("peers", peers));
  }

  private static JsonObject json(Summary summary) {
    return new JsonObject()
        .put("info_hash", summary.infoHash().toString())
        .put("seeders", summary.counts().complete())
        .put("leechers", summary.counts().incomplete())
        .put("downloaders", summary.counts().downloaders())
        .put("completed", summary.counts().downloaded())
        .put("last_announce", Times.text(summary.lastAnnounce()));
  }

  /** A peer with its address. */
  static JsonObject json(Peer peer) {
    JsonObject json =
        new JsonObject()
            .put("address", peer.address().host())
            .put("port", peer.address().port())
            .put("role", peer.role().name().toLowerCase(Locale.ROOT))
            .put("last_seen", Times.text(peer.lastSeen()));
    Peer.Account account = peer.account();
    if (account != null) {
      json.put("client", ClientName.of(account.id()))
          .put("peer_id", account.id().toString())
          .put("uploaded", account.uploaded())
          .put("downloaded", account.downloaded())
          .put("left", Figures.known(account.left()))
          .put("ratio", ratio(account.uploaded(), account.downloaded()))
          .put("first_seen", Times.text(account.firstSeen()));
    }
    return json;
  }

  /** Null where nothing was downloaded: such a ratio has no figure. */
  private static @Nullable Double ratio(long uploaded, long downloaded) {
    return downloaded == 0 ? null : (double) uploaded / downloaded;
  }
}
