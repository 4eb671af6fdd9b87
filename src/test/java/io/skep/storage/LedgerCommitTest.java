package io.skep.storage;

import static io.skep.storage.Batches.completed;
import static io.skep.storage.Batches.correction;
import static io.skep.storage.Batches.line;
import static io.skep.storage.Batches.lines;
import static io.skep.storage.Batches.seen;
import static io.skep.storage.Batches.session;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LedgerCommitTest extends DatabaseContract {
  private LedgerStore ledger() {
    return database.ledger();
  }

  private Map<Long, Balance> balances() throws StorageException {
    Map<Long, Balance> balances = new HashMap<>();
    ledger().forEachBalance(balances::put);
    return balances;
  }

  private Map<Long, TorrentBooks> torrents() throws StorageException {
    Map<Long, TorrentBooks> books = new HashMap<>();
    ledger().forEachTorrent(book -> books.put(book.torrent(), book));
    return books;
  }

  private long snatches(long torrent) throws StorageException {
    TorrentBooks books = torrents().get(torrent);
    return books == null ? 0 : books.snatches();
  }

  private List<SessionRow> sessions(long since) throws StorageException {
    List<SessionRow> sessions = new ArrayList<>();
    ledger().forEachSession(since, sessions::add);
    return sessions;
  }

  @Test
  void totalsGrowByTheLines() throws Exception {
    ledger().commit(lines(line(1, 1, 10, 100, 50), line(2, 1, 11, 1, 2), line(2, 2, 10, 7, 8)));
    ledger().commit(lines(line(3, 1, 10, 1_000, 500), correction(4, 2, 0, -5, "a gift back")));

    reopen();

    assertEquals(
        Map.of(1L, new Balance(1_101, 552, 2_202, 0), 2L, new Balance(2, 13, 9, 0)), balances());
    assertEquals(
        Map.of(
            10L,
            new TorrentBooks(10, new Balance(1_107, 558, 2_214, 0), 0),
            11L,
            new TorrentBooks(11, new Balance(1, 2, 2, 0), 0)),
        torrents());
    assertEquals(
        new Standing(1, 10, new Balance(1_100, 550, 2_200, 0), 0, 0, 1, 3, -1),
        ledger().standing(1, 10).orElseThrow());
    assertTrue(ledger().standing(2, 0).isEmpty());
    assertEquals(List.of(), ledger().check());
  }

  @Test
  void sessionsAreReplacedAndForgotten() throws Exception {
    ledger()
        .commit(
            Batches.of(
                List.of(
                    session(7, 1, 2, 10, 100),
                    session(8, 1, 3, 1L << 62, 200),
                    session(7, 1, 2, 20, 150)),
                List.of(),
                List.of()));
    assertEquals(List.of(session(7, 1, 2, 20, 150), session(8, 1, 3, 1L << 62, 200)), sessions(0));

    ledger().commit(Batches.of(List.of(session(7, 1, 2, 30, 300)), List.of(), List.of()));

    assertEquals(List.of(session(7, 1, 2, 30, 300)), sessions(201));
    assertEquals(300, ledger().lastSeen());
    assertEquals(1, ledger().forgetSessions(300));
    assertEquals(List.of(session(7, 1, 2, 30, 300)), sessions(0));
    assertEquals(1, ledger().forgetSessions(Long.MAX_VALUE));

    reopen();

    assertEquals(8, ledger().lastSessionId());
  }

  @Test
  void aNewLedgerHasHadNoSession() throws Exception {
    assertEquals(0, ledger().lastSessionId());
    assertEquals(0, ledger().lastSeen());
  }

  @Test
  void standingsKeepWhatWasSaid() throws Exception {
    ledger()
        .commit(
            Batches.of(
                List.of(),
                List.of(line(100, 1, 10, 5, 6)),
                List.of(seen(90, 1, 10, 30, 500), seen(100, 1, 10, 12, 400))));
    assertEquals(
        new Standing(1, 10, new Balance(5, 6, 10, 0), 42, 0, 90, 100, 400),
        ledger().standing(1, 10).orElseThrow());

    ledger().commit(Batches.of(List.of(), List.of(), List.of(seen(95, 1, 10, 1, 999))));
    ledger().commit(lines(correction(2_000, 1, 10, 1, "")));
    assertEquals(
        new Standing(1, 10, new Balance(6, 5, 11, 0), 43, 0, 90, 100, 400),
        ledger().standing(1, 10).orElseThrow());

    ledger().commit(Batches.of(List.of(), List.of(), List.of(seen(110, 1, 10, 0, -1))));
    assertEquals(-1, ledger().standing(1, 10).orElseThrow().left());
  }

  @Test
  void whatOnlyAPersonWroteWasNotSeen() throws Exception {
    ledger().commit(lines(correction(50, 1, 10, 1, "")));
    assertEquals(
        new Standing(1, 10, new Balance(1, -1, 1, 0), 0, 0, 0, 0, -1),
        ledger().standing(1, 10).orElseThrow());

    ledger().commit(Batches.of(List.of(), List.of(), List.of(seen(60, 1, 10, 0, 3))));
    assertEquals(
        new Standing(1, 10, new Balance(1, -1, 1, 0), 0, 0, 60, 60, 3),
        ledger().standing(1, 10).orElseThrow());
  }

  @Test
  void aCompletionCountsOnceForEver() throws Exception {
    for (int at : new int[] {100, 200, 300}) {
      ledger()
          .commit(
              Batches.of(
                  List.of(),
                  List.of(line(at, 1, 10, 1, 1)),
                  List.of(completed(at, 1, 10), completed(at + 1, 1, 10), completed(at, at, 10))));
      reopen();
    }

    assertEquals(4, snatches(10L));
    assertEquals(100, ledger().standing(1, 10).orElseThrow().completedAt());
  }

  @Test
  void thousandsOfCompletionsAreCounted() throws Exception {
    List<StandingChange> all = new ArrayList<>();
    for (int user = 1; user <= 1_500; user++) {
      all.add(completed(5, user, 1 + user % 3));
    }
    ledger().commit(Batches.of(List.of(), List.of(), all));
    ledger().commit(Batches.of(List.of(), List.of(), all));

    for (long torrent = 1; torrent <= 3; torrent++) {
      assertEquals(500, snatches(torrent));
    }
  }

  @Test
  void theSameBatchTwiceChangesNothing() throws Exception {
    LedgerBatch batch =
        Batches.of(
            List.of(session(7, 1, 10, 10, 100)),
            List.of(line(1, 1, 10, 100, 50)),
            List.of(seen(1, 1, 10, 60, 0), completed(1, 2, 10)));
    ledger().commit(batch);
    ledger().commit(Batches.of(List.of(session(7, 1, 10, 20, 200)), List.of(), List.of()));

    reopen();
    ledger().commit(batch);

    assertEquals(Map.of(1L, new Balance(100, 50, 200, 0)), balances());
    assertEquals(1, snatches(10L));
    assertEquals(60, ledger().standing(1, 10).orElseThrow().seedSeconds());
    assertEquals(List.of(session(7, 1, 10, 20, 200)), sessions(0));
    assertEquals(1, number("SELECT count(*) FROM credit_lines"));
    assertEquals(List.of(), ledger().check());
  }

  @Test
  void oldBatchesAreForgotten() throws Exception {
    LedgerBatch first = lines(line(1, 1, 10, 1, 1));
    ledger().commit(first);
    execute("UPDATE ids SET last_id = " + LedgerCommit.REMEMBERED + " WHERE kind = 'batch'");

    ledger().commit(lines(line(1, 1, 10, 1, 1)));

    assertEquals(1, number("SELECT count(*) FROM ledger_batches"));
  }

  @Test
  void aBatchIsCommittedWholeOrNotAtAll() throws Exception {
    ledger().commit(lines(line(1, 1, 10, 100, 50)));
    CreditLine bad = correction(9, 1, 10, 1, "a NUL: \0");

    List<LedgerBatch> failing =
        List.of(
            Batches.of(
                List.of(session(7, 1, 10, 10, 100)),
                List.of(line(2, 1, 10, 1, 1), bad),
                List.of(completed(2, 1, 10))),
            Batches.of(
                List.of(session(7, 1, 10, 10, 100)),
                List.of(line(2, 1, 10, 1, 1)),
                List.of(completed(2, 1, 10), completed(2, -1, 10))),
            lines(line(2, 1, 10, 1, 1), line(2, 0, 10, 1, 1)));
    for (LedgerBatch batch : failing) {
      StorageException refused = assertThrows(StorageException.class, () -> ledger().commit(batch));
      assertFalse(refused instanceof StorageUnavailableException, refused.getMessage());
    }

    assertEquals(Map.of(1L, new Balance(100, 50, 200, 0)), balances());
    assertEquals(0, snatches(10L));
    assertEquals(List.of(), sessions(0));
    assertEquals(3, ledger().lastSessionId());
    assertEquals(1, number("SELECT count(*) FROM ledger_batches"));
    assertEquals(List.of(), ledger().check());
  }

  @Test
  void sumsTooLargeAreRefusedAndSpoilNothing() throws Exception {
    CreditLine half =
        new CreditLine(
            1, 1, 10, 0, CreditLine.Reason.ANNOUNCE, 1L << 62, 0, 1L << 62, 0, 100, 100, "");
    ledger().commit(lines(half));

    assertThrows(StorageException.class, () -> ledger().commit(lines(half)));
    assertThrows(StorageException.class, () -> ledger().commit(lines(half, half)));

    assertEquals(Map.of(1L, new Balance(1L << 62, 0, 1L << 62, 0)), balances());
    assertEquals(List.of(), ledger().check());
  }

  @Test
  void theHistoryIsOnlyEverAddedTo() throws Exception {
    ledger().commit(lines(line(1, 1, 10, 100, 50)));

    assertThrows(SQLException.class, () -> execute("UPDATE credit_lines SET uploaded = 1"));
    assertThrows(SQLException.class, () -> execute("DELETE FROM credit_lines"));
    if (kind == Kind.POSTGRESQL) {
      assertThrows(SQLException.class, () -> execute("TRUNCATE credit_lines"));
    }
    assertEquals(100, number("SELECT uploaded FROM credit_lines"));
  }

  @Test
  void whatIsNotedIsThereUntilItIsBooked() throws Exception {
    LedgerBatch note = note(7, 3, 5);
    ledger().commit(note);
    ledger().commit(note);
    assertEquals(List.of(3L, 5L, 7L), noted());
    assertEquals(Map.of(), balances());
    reopen();
    assertEquals(List.of(3L, 5L, 7L), noted());

    LedgerBatch booking = booking(line(1, 1, 10, 100, 50), 3L, 7L, 99L);
    ledger().commit(booking);
    ledger().commit(booking);

    assertEquals(List.of(5L), noted());
    assertEquals(Map.of(1L, new Balance(100, 50, 200, 0)), balances());
  }

  @Test
  void muchThatIsBookedIsNotShownAgain() throws Exception {
    int many = BookedEntries.FEW + 1;
    int all = many + many;
    ledger().commit(note(IntStream.rangeClosed(1, all).toArray()));
    LedgerBatch booking = booking(line(1, 1, 10, 100, 50), ids(1, many));
    ledger().commit(booking);
    ledger().commit(booking);

    assertEquals(all, number("SELECT count(*) FROM ledger_journal"));
    assertEquals(List.of(ids(many + 1, all)), noted());
    assertEquals(many, number("SELECT count(*) FROM ledger_journal"));
    assertEquals(Map.of(1L, new Balance(100, 50, 200, 0)), balances());
  }

  @Test
  void theJournalDoesNotKeepMuchThatIsBooked() throws Exception {
    int half = BookedEntries.MANY / 2;
    ledger().commit(note(IntStream.rangeClosed(1, BookedEntries.MANY + 1).toArray()));

    ledger().commit(booking(line(1, 1, 10, 1, 1), ids(half + 1, BookedEntries.MANY)));
    assertEquals(BookedEntries.MANY + 1, number("SELECT count(*) FROM ledger_journal"));
    ledger().commit(booking(line(2, 1, 10, 1, 1), ids(1, half)));

    assertEquals(1, number("SELECT count(*) FROM ledger_journal"));
    assertEquals(0, number("SELECT count(*) FROM ledger_booked"));
    assertEquals(List.of(BookedEntries.MANY + 1L), noted());
  }

  private static Long[] ids(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toArray(Long[]::new);
  }

  @Test
  void whatCannotBeBookedStaysNoted() throws Exception {
    ledger().commit(note(3));

    assertThrows(
        StorageException.class, () -> ledger().commit(booking(line(1, 0, 10, 100, 50), 3L)));
    assertThrows(StorageException.class, () -> ledger().commit(note(4, 3)));

    assertEquals(List.of(3L), noted());
  }

  private static LedgerBatch note(int... ids) {
    List<JournalEntry> entries = new ArrayList<>();
    for (int id : ids) {
      entries.add(new JournalEntry(id, new byte[] {(byte) id}));
    }
    String batch = UUID.randomUUID().toString();
    return new LedgerBatch(batch, 1, List.of(), List.of(), List.of(), entries, List.of());
  }

  private static LedgerBatch booking(CreditLine line, Long... entries) {
    String batch = UUID.randomUUID().toString();
    return new LedgerBatch(
        batch, 1, List.of(), List.of(line), List.of(), List.of(), List.of(entries));
  }

  private List<Long> noted() throws StorageException {
    List<Long> ids = new ArrayList<>();
    ledger()
        .forEachJournalEntry(
            entry -> {
              assertArrayEquals(new byte[] {(byte) entry.id()}, entry.content());
              ids.add(entry.id());
            });
    return ids;
  }

  @Test
  void aBatchHasAnId() {
    for (String id : List.of("", "x".repeat(37))) {
      assertThrows(
          StorageException.class,
          () -> ledger().commit(new LedgerBatch(id, 1, List.of(), List.of(), List.of())));
    }
  }
}
