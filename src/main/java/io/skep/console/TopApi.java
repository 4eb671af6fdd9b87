package io.skep.console;

import io.skep.ledger.Ledger;
import io.skep.registry.Torrents;
import io.skep.registry.Users;
import io.skep.storage.Token;
import io.skep.storage.Torrent;
import io.skep.storage.User;
import io.skep.swarm.SwarmStore;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** {@code /api/v1/top}: who gives most, and what is wanted most. */
final class TopApi {
  private final Users users;
  private final Torrents torrents;
  private final Ledger ledger;
  private final SwarmStore swarms;
  private final Directory directory;
  private final LongSupplier seconds;

  /** Somebody or something, and the figure of the list. */
  private record Entry(long id, double value) {}

  TopApi(
      ConsoleServer.PrivateParts parts,
      SwarmStore swarms,
      Directory directory,
      LongSupplier seconds) {
    this.users = parts.users();
    this.torrents = parts.torrents();
    this.ledger = parts.ledger();
    this.swarms = swarms;
    this.directory = directory;
    this.seconds = seconds;
  }

  Reply list(Call call) {
    String by = call.text("by");
    return switch (by) {
      case "uploaded" -> ofUsers(call, user -> ledger.balance(user.id()).creditedUploaded());
      case "downloaded" -> ofUsers(call, user -> ledger.balance(user.id()).creditedDownloaded());
      case "ratio" -> ofUsers(call, this::ratio);
      case "hit_and_runs" ->
          ofUsers(call, user -> maySeeDuties(call, user) ? ledger.hitAndRuns(user.id()) : 0);
      case "seeding" -> seeding(call);
      case "snatches" -> ofTorrents(call, view -> view.books().snatches());
      case "seeders" -> ofTorrents(call, TorrentView::seeders);
      case "leechers" -> ofTorrents(call, TorrentView::leechers);
      case "traffic" -> ofTorrents(call, view -> view.books().balance().uploaded());
      default -> throw new IllegalStateException("the contract allows a list that is not: " + by);
    };
  }

  /** What somebody has failed to do is for those who run the site, and for that one. */
  private static boolean maySeeDuties(Call call, User user) {
    Token token = call.bearer();
    return token.scopes().contains(Scopes.USERS_READ) || token.user() == user.id();
  }

  private double ratio(User user) {
    double ratio = ledger.balance(user.id()).ratio();
    return Double.isInfinite(ratio) ? 0 : ratio;
  }

  private Reply ofUsers(Call call, ToDoubleFunction<User> figure) {
    List<Entry> entries = new ArrayList<>();
    users.all().forEach(user -> entries.add(new Entry(user.id(), figure.applyAsDouble(user))));
    return reply(call, entries, true);
  }

  /** In how many torrents each user has a session that lives and wants nothing more. */
  private Reply seeding(Call call) {
    Map<Long, Set<Long>> seeded = new HashMap<>();
    ledger.forEachSession(
        0,
        0,
        seconds.getAsLong(),
        view -> {
          if (view.living() && view.row().left() == 0) {
            seeded
                .computeIfAbsent(view.row().user(), user -> new HashSet<>())
                .add(view.row().torrent());
          }
        });
    List<Entry> entries = new ArrayList<>();
    seeded.forEach((user, there) -> entries.add(new Entry(user, there.size())));
    return reply(call, entries, true);
  }

  private Reply ofTorrents(Call call, ToDoubleFunction<TorrentView> figure) {
    List<Entry> entries = new ArrayList<>();
    for (Torrent torrent : torrents.all()) {
      if (torrent.deleted() == null) {
        TorrentView view = TorrentView.of(torrent, swarms, ledger, seconds.getAsLong());
        entries.add(new Entry(torrent.id(), figure.applyAsDouble(view)));
      }
    }
    return reply(call, entries, false);
  }

  private Reply reply(Call call, List<Entry> entries, boolean ofUsers) {
    Comparator<Entry> order =
        Comparator.comparingDouble(Entry::value).reversed().thenComparingLong(Entry::id);
    List<Entry> ranked = entries.stream().filter(one -> one.value() > 0).toList();
    Page page = call.page();
    int[] rank = {page.offset()};
    JsonObject json =
        page.of(
            ranked,
            order,
            one -> {
              JsonObject item =
                  new JsonObject().put("rank", ++rank[0]).put("value", number(one.value()));
              return ofUsers
                  ? item.put("user", directory.userNamed(one.id()))
                  : item.put("torrent", directory.torrentNamed(one.id()));
            });
    return Reply.json(json.put("by", call.text("by")));
  }

  /** What is a whole number is written as one. */
  private static Number number(double value) {
    return value == Math.rint(value) ? (Number) (long) value : (Number) value;
  }
}
