package io.skep.console;

import io.skep.bittorrent.ClientName;
import io.skep.bittorrent.PeerAddress;
import io.skep.ledger.Ledger;
import io.skep.ledger.SessionView;
import io.skep.storage.SessionRow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** {@code /api/v1/sessions}: each client of a user in a torrent. */
final class SessionsApi {
  private static final Sorting<SessionView> SORTING =
      new Sorting<>(
          Map.of(
              "id", Comparator.comparingLong(view -> view.row().id()),
              "last_seen", Comparator.comparingLong(view -> view.row().lastSeen()),
              "started_at", Comparator.comparingLong(view -> view.row().startedAt()),
              "uploaded", Comparator.comparingLong(view -> view.row().uploaded()),
              "downloaded", Comparator.comparingLong(view -> view.row().downloaded()),
              "addresses", Comparator.comparingInt(view -> view.addresses().size())),
          Comparator.comparingLong(view -> view.row().id()));

  private final Ledger ledger;
  private final Directory directory;
  private final LongSupplier seconds;

  SessionsApi(Ledger ledger, Directory directory, LongSupplier seconds) {
    this.ledger = ledger;
    this.directory = directory;
    this.seconds = seconds;
  }

  Reply list(Call call) throws ProblemException {
    return list(call, directory.userId(call, "user"));
  }

  /** Those of a user, or of all where it is 0. */
  Reply list(Call call, long user) throws ProblemException {
    Optional<Boolean> living = call.flag("living");
    List<SessionView> found = new ArrayList<>();
    ledger.forEachSession(
        user,
        directory.torrentId(call, "torrent"),
        seconds.getAsLong(),
        view -> {
          if (living.isEmpty() || living.get() == view.living()) {
            found.add(view);
          }
        });
    return Reply.json(call.page().of(found, SORTING.by(call.text("sort")), this::json));
  }

  private JsonObject json(SessionView view) {
    SessionRow row = view.row();
    JsonArray addresses = new JsonArray();
    view.addresses().forEach(address -> addresses.add(json(address)));
    return new JsonObject()
        .put("id", row.id())
        .put("user", directory.userNamed(row.user()))
        .put("torrent", directory.torrentNamed(row.torrent()))
        .put("client", ClientName.of(row.peerId()))
        .put("peer_id", row.peerId().toString())
        .put("uploaded", row.uploaded())
        .put("downloaded", row.downloaded())
        .put("left", Figures.known(row.left()))
        .put("started_at", Times.text(row.startedAt()))
        .put("last_seen", Times.text(row.lastSeen()))
        .put("stopped", row.stopped())
        .put("living", view.living())
        .put("addresses", addresses);
  }

  private static JsonObject json(PeerAddress address) {
    return new JsonObject().put("address", address.host()).put("port", address.port());
  }
}
