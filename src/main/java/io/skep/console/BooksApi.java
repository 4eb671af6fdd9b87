package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.ledger.HitAndRun;
import io.skep.ledger.HitAndRuns;
import io.skep.ledger.LedgerBooks;
import io.skep.storage.CreditLine;
import io.skep.storage.Discrepancy;
import io.skep.storage.LedgerStore.LineQuery;
import io.skep.storage.LedgerStore.StandingQuery;
import io.skep.storage.LedgerStore.StandingSort;
import io.skep.storage.Standing;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** What the books say, line by line and sum by sum, and whether they are right. */
final class BooksApi {
  private final LedgerBooks books;
  private final HitAndRuns hitAndRuns;
  private final Directory directory;
  private final LongSupplier seconds;
  private final AtomicBoolean checking = new AtomicBoolean();

  BooksApi(ConsoleServer.PrivateParts parts, Directory directory, LongSupplier seconds) {
    this.books = parts.books();
    this.hitAndRuns = parts.hitAndRuns();
    this.directory = directory;
    this.seconds = seconds;
  }

  Reply credits(Call call) throws StorageException, ProblemException {
    return credits(call, directory.user(call.text("user")));
  }

  Reply credits(Call call, User user) throws StorageException, ProblemException {
    Page page = call.page();
    LineQuery query =
        new LineQuery(
            user.id(),
            directory.torrentId(call, "torrent"),
            call.time("from").orElse(0L),
            call.time("to").orElse(Long.MAX_VALUE),
            call.text("sort").startsWith("-"),
            page.offset(),
            page.limit());
    return Reply.json(Page.list(books.countLines(query), books.lines(query), this::json));
  }

  private JsonObject json(CreditLine line) {
    return new JsonObject()
        .put("at", Times.text(line.at()))
        .put("torrent", directory.torrentNamed(line.torrent()))
        .put("session", line.session() == 0 ? null : line.session())
        .put("reason", UserView.name(line.reason()))
        .put("uploaded", line.uploaded())
        .put("downloaded", line.downloaded())
        .put("credited_uploaded", line.creditedUploaded())
        .put("credited_downloaded", line.creditedDownloaded())
        .put("upload_percent", line.uploadPercent())
        .put("download_percent", line.downloadPercent())
        .put("note", line.note());
  }

  Reply torrentsOfUser(Call call) throws StorageException, ProblemException {
    return torrentsOfUser(call, directory.user(call.text("user")));
  }

  Reply torrentsOfUser(Call call, User user) throws StorageException {
    return standings(call, user.id(), 0);
  }

  Reply usersOfTorrent(Call call) throws StorageException, ProblemException {
    return standings(call, 0, directory.torrent(InfoHash.parse(call.text("hash"))).id());
  }

  private Reply standings(Call call, long user, long torrent) throws StorageException {
    Page page = call.page();
    String sort = call.text("sort").substring(1).toUpperCase(Locale.ROOT);
    StandingQuery query =
        new StandingQuery(user, torrent, StandingSort.valueOf(sort), page.offset(), page.limit());
    return Reply.json(Page.list(books.countStandings(query), books.standings(query), this::json));
  }

  private JsonObject json(Standing standing) {
    JsonObject json =
        new JsonObject()
            .put("user", directory.userNamed(standing.user()))
            .put("torrent", directory.torrentNamed(standing.torrent()));
    return Figures.put(json, standing.balance())
        .put("ratio", Figures.ratio(standing.balance()))
        .put("seed_seconds", standing.seedSeconds())
        .put("completed_at", Times.textOrNull(standing.completedAt()))
        .put("first_seen", Times.text(standing.firstSeen()))
        .put("last_seen", Times.text(standing.lastSeen()))
        .put("left", Figures.known(standing.left()));
  }

  Reply hitAndRuns(Call call) throws StorageException, ProblemException {
    return hitAndRuns(call, directory.user(call.text("user")));
  }

  Reply hitAndRuns(Call call, User user) throws StorageException {
    String state = call.optional("state").orElse("");
    List<HitAndRun> found =
        hitAndRuns.list(user.id(), seconds.getAsLong()).stream()
            .filter(one -> state.isEmpty() || state.equals(UserView.name(one.state())))
            .toList();
    return Reply.json(call.page().of(found, this::json));
  }

  private JsonObject json(HitAndRun one) {
    JsonObject json =
        new JsonObject()
            .put("torrent", directory.torrentNamed(one.torrent()))
            .put("state", UserView.name(one.state()))
            .put("completed_at", Times.text(one.completedAt()))
            .put("due_at", Times.text(one.dueAt()))
            .put("seed_seconds", one.seedSeconds());
    return Figures.put(json, one.balance()).put("ratio", Figures.ratio(one.balance()));
  }

  /** One check at a time: it reads the whole history, and a few would keep every worker busy. */
  Reply check(Call call) throws StorageException, ProblemException {
    if (!checking.compareAndSet(false, true)) {
      throw ProblemException.conflict("another check is under way; try again when it is done");
    }
    try {
      return Reply.json(call.page().of(books.check(), this::json));
    } finally {
      checking.set(false);
    }
  }

  private JsonObject json(Discrepancy one) {
    return new JsonObject()
        .put("user", directory.userNamed(one.user()))
        .put("torrent", directory.torrentNamed(one.torrent()))
        .put("kept", Figures.put(new JsonObject(), one.total()))
        .put("history", Figures.put(new JsonObject(), one.history()));
  }
}
