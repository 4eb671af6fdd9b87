package io.skep.console;

import io.skep.storage.StorageException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** {@code /api/v1/bulk}: many users and torrents at once, for a site that drives the tracker. */
final class BulkApi {
  private static final int MAX_ITEMS = 10_000;

  private final ConsoleServer.PrivateParts parts;
  private final Directory directory;
  private final LongSupplier seconds;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private final Map<Long, BulkTotals.Sums> uncertain = new ConcurrentHashMap<>();

  BulkApi(ConsoleServer.PrivateParts parts, Directory directory, LongSupplier seconds) {
    this.parts = parts;
    this.directory = directory;
    this.seconds = seconds;
  }

  /** One bulk at a time: what one has found missing the other must not add meanwhile. */
  Reply put(Call call) throws StorageException, ProblemException {
    if (!underWay.compareAndSet(false, true)) {
      throw ProblemException.conflict("another bulk is under way; try again when it is done");
    }
    try {
      return putAlone(call);
    } finally {
      underWay.set(false);
    }
  }

  private Reply putAlone(Call call) throws StorageException, ProblemException {
    boolean dryRun = call.flag("dry_run").orElse(false);
    JsonArray users = call.body().getJsonArray("users", new JsonArray());
    JsonArray torrents = call.body().getJsonArray("torrents", new JsonArray());
    if (users.size() + torrents.size() > MAX_ITEMS) {
      throw ProblemException.badBody(
          "users and torrents must have no more than " + MAX_ITEMS + " entries together");
    }
    BulkTotals totals = new BulkTotals(parts.ledger(), parts.books(), seconds, uncertain);
    BulkUsers bulkUsers =
        new BulkUsers(parts.users(), parts.signIn(), totals, call.bearer(), dryRun);
    BulkReport ofUsers;
    BulkReport ofTorrents;
    try {
      ofUsers = bulkUsers.put(users);
      // Users first: a torrent of this bulk may be one of theirs.
      ofTorrents =
          new BulkTorrents(parts.torrents(), directory, bulkUsers.names(), dryRun).put(torrents);
    } finally {
      // Even if the rest failed: what is on its way must be known, or it would be added again.
      totals.await();
    }
    if (!dryRun) {
      Changes.note(call, "put users " + ofUsers.counts() + " and torrents " + ofTorrents.counts());
    }
    JsonArray items = new JsonArray();
    ofUsers.addTo(items);
    ofTorrents.addTo(items);
    return Reply.json(
        new JsonObject()
            .put("dry_run", dryRun)
            .put("users", ofUsers.counts())
            .put("torrents", ofTorrents.counts())
            .put("items", items));
  }
}
