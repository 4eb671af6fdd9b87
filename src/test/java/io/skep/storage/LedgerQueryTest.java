package io.skep.storage;

import static io.skep.storage.Batches.completed;
import static io.skep.storage.Batches.correction;
import static io.skep.storage.Batches.line;
import static io.skep.storage.Batches.lines;
import static io.skep.storage.Batches.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerQueryTest extends DatabaseContract {
  private static final long EVER = Long.MAX_VALUE;

  private final List<CreditLine> written = new ArrayList<>();

  /** 60 lines of users 1 to 3 and torrents 10 to 14, two a second. */
  @BeforeEach
  void write() throws StorageException {
    for (int i = 0; i < 60; i++) {
      written.add(line(1_000 + i / 2, 1 + i % 3, 10 + i % 5, i, 0));
    }
    written.add(correction(1_100, 1, 0, 5, "\"won\" a bet"));
    database.ledger().commit(lines(written.subList(0, 31).toArray(CreditLine[]::new)));
    database.ledger().commit(lines(written.subList(31, 61).toArray(CreditLine[]::new)));
  }

  private List<CreditLine> asked(LedgerStore.LineQuery query) {
    return written.stream()
        .filter(line -> query.user() == 0 || line.user() == query.user())
        .filter(line -> query.torrent() == 0 || line.torrent() == query.torrent())
        .filter(line -> line.at() >= query.from() && line.at() < query.to())
        .toList();
  }

  @Test
  void linesComeAsTheyWereWritten() throws Exception {
    for (long user : new long[] {0, 1, 99}) {
      for (long torrent : new long[] {0, 12}) {
        for (long from : new long[] {0, 1_010}) {
          for (long to : new long[] {EVER, 1_020}) {
            LedgerStore.LineQuery query =
                new LedgerStore.LineQuery(user, torrent, from, to, false, 0, 1_000);
            assertEquals(asked(query), database.ledger().lines(query));
            assertEquals(asked(query).size(), database.ledger().countLines(query));
          }
        }
      }
    }
  }

  @Test
  void linesComeByPagesAndNewestFirst() throws Exception {
    LedgerStore ledger = database.ledger();
    List<CreditLine> paged = new ArrayList<>();
    for (int offset = 0; offset < 63; offset += 7) {
      paged.addAll(ledger.lines(new LedgerStore.LineQuery(0, 0, 0, EVER, true, offset, 7)));
    }
    List<CreditLine> backwards = new ArrayList<>(written);
    java.util.Collections.reverse(backwards);
    assertEquals(backwards, paged);
    assertEquals(List.of(), ledger.lines(new LedgerStore.LineQuery(0, 0, 0, EVER, true, -1, -1)));
  }

  @Test
  void standingsComeInTheirOrder() throws Exception {
    LedgerStore ledger = database.ledger();
    ledger.commit(
        Batches.of(
            List.of(),
            List.of(),
            List.of(seen(5_000, 1, 10, 7, 0), seen(4_000, 2, 11, 9, 0), seen(3_000, 3, 12, 8, 0))));

    assertEquals(List.of(10L, 11L, 12L), torrents(LedgerStore.StandingSort.LAST_SEEN));
    assertEquals(List.of(11L, 12L, 10L), torrents(LedgerStore.StandingSort.SEED_SECONDS));
    assertEquals(15, ledger.countStandings(query(0, 0, LedgerStore.StandingSort.UPLOADED)));
    assertEquals(5, ledger.countStandings(query(1, 0, LedgerStore.StandingSort.UPLOADED)));
    List<Standing> ofTorrent = ledger.standings(query(0, 13, LedgerStore.StandingSort.UPLOADED));
    assertEquals(3, ledger.countStandings(query(0, 13, LedgerStore.StandingSort.UPLOADED)));
    assertEquals(
        ofTorrent.stream()
            .map(standing -> standing.balance().creditedUploaded())
            .sorted(java.util.Comparator.reverseOrder())
            .toList(),
        ofTorrent.stream().map(standing -> standing.balance().creditedUploaded()).toList());
    assertEquals(3, ledger.standings(query(0, 13, LedgerStore.StandingSort.DOWNLOADED)).size());
  }

  private static LedgerStore.StandingQuery query(
      long user, long torrent, LedgerStore.StandingSort sort) {
    return new LedgerStore.StandingQuery(user, torrent, sort, 0, 3);
  }

  private List<Long> torrents(LedgerStore.StandingSort sort) throws StorageException {
    return database.ledger().standings(query(0, 0, sort)).stream().map(Standing::torrent).toList();
  }

  @Test
  void theCompletedAreShown() throws Exception {
    database
        .ledger()
        .commit(
            Batches.of(
                List.of(), List.of(), List.of(completed(100, 1, 10), completed(200, 2, 10))));

    assertEquals(List.of(1L, 2L), completedSince(0));
    assertEquals(List.of(2L), completedSince(101));
    assertEquals(List.of(), completedSince(201));
    assertEquals(1, completedBy(2, 200));
    assertEquals(0, completedBy(2, 201));
    assertEquals(0, completedBy(3, 0));
  }

  private int completedBy(long user, long since) throws StorageException {
    List<Long> torrents = new ArrayList<>();
    database.ledger().forEachCompleted(user, since, standing -> torrents.add(standing.torrent()));
    return torrents.size();
  }

  private List<Long> completedSince(long since) throws StorageException {
    List<Long> users = new ArrayList<>();
    database.ledger().forEachCompleted(since, standing -> users.add(standing.user()));
    return users.stream().sorted().toList();
  }

  @Test
  void theCheckFindsEveryTotalThatIsWrong() throws Exception {
    LedgerStore ledger = database.ledger();
    assertEquals(List.of(), ledger.check());
    execute("UPDATE user_totals SET uploaded = uploaded + 1 WHERE user_id = 3");
    execute("UPDATE torrent_totals SET credited_downloaded = -1 WHERE torrent_id = 12");
    execute("DELETE FROM standings WHERE user_id = 2 AND torrent_id = 10");
    execute("INSERT INTO user_totals VALUES (77, 0, 5, 0, 0)");

    List<Discrepancy> found = ledger.check();

    assertEquals(4, found.size());
    long sum =
        asked(new LedgerStore.LineQuery(3, 0, 0, EVER, false, 0, 0)).stream()
            .mapToLong(CreditLine::uploaded)
            .sum();
    assertEquals(
        new Discrepancy(3, 0, new Balance(sum + 1, 0, 2 * sum, 0), new Balance(sum, 0, 2 * sum, 0)),
        found.get(0));
    assertEquals(new Discrepancy(77, 0, new Balance(0, 5, 0, 0), Balance.ZERO), found.get(1));
    assertEquals(12, found.get(2).torrent());
    assertEquals(0, found.get(2).user());
    assertEquals(2, found.get(3).user());
    assertEquals(10, found.get(3).torrent());
    assertEquals(Balance.ZERO, found.get(3).total());
  }

  @Test
  void daysAreSumsOfWhatClientsReported() throws Exception {
    LedgerStore ledger = database.ledger();
    ledger.commit(
        lines(
            line(86_400, 1, 10, 5, 2),
            line(2 * 86_400 - 1, 1, 11, 7, 3),
            line(86_400, 2, 10, 9, 9)));
    long first =
        asked(new LedgerStore.LineQuery(1, 0, 0, EVER, false, 0, 1_000)).stream()
            .filter(line -> line.reason() == CreditLine.Reason.ANNOUNCE)
            .mapToLong(CreditLine::uploaded)
            .sum();

    List<DaySum> days = ledger.days(1, 0);

    assertEquals(List.of(0L, 1L), days.stream().map(DaySum::day).toList());
    assertEquals(first, days.get(0).balance().uploaded());
    assertEquals(new Balance(12, 5, 24, 0), days.get(1).balance());
    assertEquals(List.of(days.get(1)), ledger.days(1, 86_400));
    assertEquals(List.of(), ledger.days(99, 0));
  }
}
