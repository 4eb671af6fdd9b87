package io.skep.ledger;

import static io.skep.bittorrent.Event.COMPLETED;
import static io.skep.bittorrent.Event.NONE;
import static io.skep.bittorrent.Event.STARTED;
import static io.skep.bittorrent.Event.STOPPED;
import static io.skep.ledger.LedgerSetup.CLIENT;
import static io.skep.ledger.LedgerSetup.PATIENCE;
import static io.skep.ledger.LedgerSetup.TORRENT;
import static io.skep.ledger.LedgerSetup.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.RequestException;
import io.skep.storage.Balance;
import io.skep.storage.CreditLine;
import io.skep.storage.Multiplier;
import io.skep.storage.SessionRow;
import io.skep.storage.StandingChange;
import io.skep.storage.StorageException;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose session an announce is of, what is credited, and what is written. */
class LedgerTest {
  private final LedgerSetup books = new LedgerSetup();

  @Test
  void nothingIsNotedWhereNobodyIsKnown() {
    assertTrue(books.says(0, TORRENT, CLIENT, STOPPED, 5, 5, 0).succeeded());
    assertTrue(books.says(0, 0, CLIENT, STOPPED, 5, 5, 0).succeeded());

    assertEquals(0, books.sink.size());
    assertEquals(0, books.ledger.counts().users());
  }

  @Test
  void allSinceStartedCountsEvenIfThatWasLost() {
    books.says(CLIENT, NONE, 500, 700, 5);

    books.assertTotals(500, 700);
  }

  @Test
  void oneKeyIsOneSessionByWhateverWay() {
    books.says(CLIENT, STARTED, 0, 0, 5);
    books.says(CLIENT.at(-1), STARTED, 10, 20, 5);
    books.says(CLIENT.at(2).withNumber(3), NONE, 15, 20, 5);

    books.assertTotals(15, 20);
    SessionRow row = books.onlySession();
    assertEquals(CLIENT.withNumber(3).peerId(), row.peerId());
    assertEquals(11, row.key());
  }

  @Test
  void withoutAKeyThePeerIdTells() {
    books.says(CLIENT.withKey(0), STARTED, 0, 0, 5);
    books.says(CLIENT.withKey(0).at(-1), NONE, 10, 20, 5);
    books.says(CLIENT, NONE, 11, 21, 5);
    books.says(CLIENT.withKey(0), NONE, 12, 22, 5);

    books.assertTotals(12, 22);
    assertEquals(11, books.onlySession().key(), "the key that came by another way is kept");
  }

  @Test
  void aKeyThatDiffersByTransportIsNoOtherClient() {
    books.says(CLIENT, STARTED, 10, 0, 5);
    books.says(CLIENT.withKey(99), STARTED, 12, 0, 5);

    books.assertTotals(12, 0);
    assertEquals(11, books.onlySession().key());
  }

  @Test
  void twoClientsOfAUserAreTwoSessions() {
    TestClient other = new TestClient(2, 22, 1);
    books.says(CLIENT, STARTED, 0, 0, 5);
    books.says(other, STARTED, 0, 0, 5);
    books.says(CLIENT, NONE, 100, 0, 5);
    books.says(other, NONE, 30, 0, 5);

    books.assertTotals(130, 0);
    assertEquals(2, books.ledger.sessions(USER, TORRENT, books.now).size());
  }

  @Test
  void theKeyGoesBeforeThePeerId() {
    books.says(CLIENT, STARTED, 100, 0, 5);
    books.says(CLIENT.withNumber(2).withKey(22), STARTED, 10, 0, 5);
    books.says(CLIENT.withNumber(2), NONE, 101, 0, 5);

    books.assertTotals(111, 0);
  }

  @Test
  void usersAndTorrentsAreApart() {
    books.says(1, 1, CLIENT, NONE, 10, 0, 5);
    books.says(2, 1, CLIENT, NONE, 10, 0, 5);
    books.says(1, 2, CLIENT, NONE, 10, 0, 5);

    assertEquals(20, books.ledger.balance(1).uploaded());
    assertEquals(10, books.ledger.balance(2).uploaded());
    assertEquals(20, books.ledger.books(1).balance().uploaded());
  }

  @Test
  void baselineAndCreditAreWrittenTogether() {
    books.says(CLIENT, NONE, 500, 700, 5);

    LedgerWriter.Entry entry = books.last();
    SessionRow row = books.onlySession();
    assertEquals(row, entry.session());
    assertEquals(
        new CreditLine(
            books.now,
            USER,
            TORRENT,
            row.id(),
            CreditLine.Reason.ANNOUNCE,
            500,
            700,
            500,
            700,
            100,
            100,
            ""),
        entry.line());
    assertEquals(new StandingChange(USER, TORRENT, 0, false, books.now, 5), books.lastStanding());
  }

  @Test
  void whatBringsNoBytesHasNoLine() {
    books.says(CLIENT, STARTED, 0, 0, 5);

    assertNull(books.last().line());
    assertEquals(books.onlySession(), books.last().session());
  }

  @Test
  void aRegularAnnounceIsAnsweredAtOnce() {
    assertTrue(books.says(CLIENT, STARTED, 0, 0, 5).succeeded());
    assertTrue(books.says(CLIENT, NONE, 10, 0, 5).succeeded());
  }

  @Test
  void aStopIsAnsweredOnceItIsDurable() {
    books.says(CLIENT, NONE, 10, 0, 5);
    Future<Void> stop = books.says(CLIENT, STOPPED, 20, 0, 5);
    Future<Void> otherFamily = books.says(CLIENT.at(-1), STOPPED, 19, 0, 5);

    assertFalse(stop.isComplete());
    assertFalse(otherFamily.isComplete(), "its bytes are in what the first one brought");
    books.sink.commit();
    assertTrue(stop.succeeded());
    assertTrue(otherFamily.succeeded());
    assertEquals(20, books.store.written().stream().mapToLong(CreditLine::uploaded).sum());
  }

  @Test
  void aStopThatTakesTooLongFails() {
    Future<Void> stop = books.says(CLIENT, STOPPED, 20, 0, 5);
    books.sink.giveUp();

    assertInstanceOf(RequestException.class, stop.cause());
    Future<Void> again = books.says(CLIENT, STOPPED, 20, 0, 5);
    books.sink.commit();
    assertTrue(again.succeeded());
    books.assertTotals(20, 0);
  }

  @Test
  void aCompletionIsAnsweredOnceItIsDurableOrTakesTooLong() {
    books.says(CLIENT, NONE, 0, 0, 5);
    Future<Void> completed = books.says(CLIENT, COMPLETED, 0, 5, 0);
    assertFalse(completed.isComplete());
    books.sink.commit();
    assertTrue(completed.succeeded());

    Future<Void> twice = books.says(CLIENT.at(-1), COMPLETED, 0, 5, 0);
    assertFalse(twice.isComplete());
    books.sink.giveUp();
    assertTrue(twice.succeeded());
  }

  @Test
  void aNewBeginningIsAnsweredOnceItIsDurable() {
    books.says(CLIENT, NONE, 10, 0, 5);
    books.now += 300;
    Future<Void> begun = books.says(CLIENT, STARTED, 0, 0, 5);

    assertFalse(begun.isComplete());
    books.sink.commit();
    assertTrue(begun.succeeded());
    assertEquals(1, books.ledger.counts().begunAgain());
  }

  @Test
  void soIsOneThatWasNotAnnounced() {
    books.says(CLIENT, NONE, 10, 0, 5);
    books.now += 300;

    assertFalse(books.says(CLIENT, NONE, 1, 0, 5).isComplete());
  }

  @Test
  void aStartedOfASessionThatIsKnownIsAnsweredOnceItIsDurable() {
    books.says(CLIENT, STARTED, 0, 0, 5);
    books.now += 3600;
    Future<Void> resumed = books.says(CLIENT, STARTED, 0, 0, 5);

    assertFalse(resumed.isComplete());
    books.sink.commit();
    assertTrue(resumed.succeeded());
    books.says(CLIENT, NONE, 50, 0, 5);
    books.reopen();
    books.says(CLIENT, NONE, 60, 0, 5);
    books.says(CLIENT, STARTED, 0, 0, 5);
    books.says(CLIENT, NONE, 70, 0, 5);
    books.assertTotals(70, 0);
  }

  @Test
  void whileTheDatabaseIsAwayOnlyWhoStopsWaits() {
    books.sink.setStorageUp(false);

    assertTrue(books.says(CLIENT, NONE, 10, 0, 5).succeeded());
    assertTrue(books.says(CLIENT, COMPLETED, 10, 5, 0).succeeded());
    books.now += 300;
    assertTrue(books.says(CLIENT, STARTED, 0, 0, 0).succeeded());
    assertFalse(books.says(CLIENT, STOPPED, 0, 0, 0).isComplete());
    assertEquals(4, books.sink.size());
  }

  @Test
  void withoutRoomNothingChanges() {
    books.says(CLIENT, NONE, 10, 0, 5);
    books.sink.setRoom(false);

    assertTrue(books.says(CLIENT, NONE, 20, 0, 5).succeeded());
    assertTrue(books.says(CLIENT, COMPLETED, 20, 0, 0).succeeded());
    for (Future<Void> refused :
        List.of(
            books.says(CLIENT, STOPPED, 30, 0, 0),
            books.says(CLIENT, STARTED, 0, 0, 0),
            books.says(CLIENT.at(-1), STOPPED, 5, 0, 0))) {
      RequestException reason = assertInstanceOf(RequestException.class, refused.cause());
      assertEquals(1, reason.retryMinutes());
    }
    books.assertTotals(10, 0);
    assertEquals(1, books.sink.size());
    assertEquals(5, books.ledger.counts().unwritten());

    books.sink.setRoom(true);
    books.says(CLIENT, NONE, 40, 0, 0);
    books.assertTotals(40, 0);
    assertTrue(books.lastStanding().completed(), "the completion is not lost either");
  }

  @Test
  void aNewBeginningWithoutRoomIsRefusedToo() {
    books.says(CLIENT, NONE, 100, 0, 5);
    books.sink.setRoom(false);
    books.now += 300;

    assertTrue(books.says(CLIENT, NONE, 1, 0, 5).failed());
    books.sink.setRoom(true);
    books.says(CLIENT, NONE, 2, 0, 5);
    books.assertTotals(102, 0);
  }

  @Test
  void multipliersCountForAllThatLiesBetween() throws StorageException {
    books.says(CLIENT, STARTED, 0, 0, 5);
    books
        .ledger
        .multipliers()
        .add(
            new Multiplier(
                0, Multiplier.Subject.SITE, 0, 200, 50, books.now + 10, books.now + 20, ""));
    books.now += 1800;
    books.says(CLIENT, NONE, 100, 101, 5);
    assertEquals(new Balance(100, 101, 200, 50), books.ledger.balance(USER));
    assertEquals(200, books.lastLine().uploadPercent());
    assertEquals(50, books.lastLine().downloadPercent());

    books.now += 1800;
    books.says(CLIENT, NONE, 200, 202, 5);
    assertEquals(new Balance(200, 202, 300, 151), books.ledger.balance(USER));
  }

  @Test
  void multipliersOfLongBeforeDontCount() throws StorageException {
    books.says(CLIENT, STARTED, 0, 0, 5);
    books
        .ledger
        .multipliers()
        .add(
            new Multiplier(
                0, Multiplier.Subject.USER, USER, 200, 50, books.now, books.now + 20, ""));
    books.now += 20 + PATIENCE;
    books.says(CLIENT, NONE, 100, 100, 5);
    books.says(new TestClient(2, 22, 2), NONE, 100, 100, 5);

    assertEquals(new Balance(200, 200, 200, 200), books.ledger.balance(USER));
  }

  @Test
  void whatCantBeIsNotedButNotCounted() {
    books.says(CLIENT, NONE, Credit.MAX_DELTA, Credit.MAX_DELTA + 1, 5);

    books.assertTotals(Credit.MAX_DELTA, 0);
    CreditLine line = books.lastLine();
    assertEquals(CreditLine.Reason.WITHHELD, line.reason());
    assertTrue(line.note().contains(String.valueOf(Credit.MAX_DELTA + 1)), line.note());
    books.says(CLIENT, NONE, Long.MAX_VALUE, Long.MAX_VALUE, 5);
    books.says(CLIENT, NONE, Long.MAX_VALUE, Long.MAX_VALUE, AnnounceRequest.LEFT_UNKNOWN);
    books.assertTotals(Credit.MAX_DELTA, 0);
    assertEquals(-1, books.onlySession().left());
  }

  @Test
  void noTotalGetsOutOfBounds() {
    long bound = Totals.BOUND_OF_USER;
    books.ledger.correct(USER, 0, bound - 10, 0, "", CreditLine.Reason.IMPORT, books.now);

    books.says(CLIENT, NONE, 9, 0, 5);
    books.says(CLIENT, NONE, 10, 0, 5);
    assertEquals(bound - 1, books.ledger.balance(USER).uploaded());
    assertEquals(CreditLine.Reason.WITHHELD, books.lastLine().reason());
    assertEquals(0, books.lastLine().uploaded());
    assertEquals(10, books.onlySession().uploaded(), "it is not tried again and again");
  }

  @Test
  void whatIsWithheldIsTheCreditForGiving() {
    books.verdict = new Verdict(true, "speed", "");

    assertTrue(books.says(CLIENT, NONE, 10, 20, 5).succeeded());
    assertEquals(new Balance(10, 20, 0, 20), books.ledger.balance(USER));
    assertEquals("speed", books.lastLine().note());
    assertEquals(CreditLine.Reason.WITHHELD, books.lastLine().reason());
    assertEquals(1, books.ledger.counts().withheld());

    books.verdict = Verdict.FINE;
    books.says(CLIENT, NONE, 11, 20, 5);
    assertEquals(new Balance(11, 20, 1, 20), books.ledger.balance(USER));
  }

  @Test
  void whoIsRefusedIsNotedAllTheSame() {
    books.verdict = new Verdict(true, "speed", "nobody is that fast");

    Future<Void> refused = books.says(CLIENT, NONE, 10, 20, 5);

    assertEquals("nobody is that fast", refused.cause().getMessage());
    assertEquals(10, books.onlySession().uploaded());
    assertEquals(1, books.sink.size());
  }

  @Test
  void correctionsAreLinesToo() {
    Future<Void> done =
        books.ledger.correct(
            USER, TORRENT, -5, 7, "a mistake", CreditLine.Reason.CORRECTION, books.now);

    assertFalse(done.isComplete());
    assertNull(books.last().session());
    assertEquals(
        new CreditLine(
            books.now,
            USER,
            TORRENT,
            0,
            CreditLine.Reason.CORRECTION,
            -5,
            7,
            -5,
            7,
            100,
            100,
            "a mistake"),
        books.last().line());
    books.assertTotals(-5, 7);
    books.sink.commit();
    assertTrue(done.succeeded());
    books.reopen();
    books.assertTotals(-5, 7);
  }

  @Test
  void oneUserCannotFillTheBooksOfATorrent() {
    long step = Credit.MAX_DELTA;
    for (long shown = step; step > 0; shown += step) {
      books.says(CLIENT, NONE, shown, shown, 5);
      step = Totals.BOUND - shown > step ? step : step / 2;
    }
    books.says(USER + 1, TORRENT, CLIENT, NONE, 1 << 30, 5, 5);

    assertEquals(1 << 30, books.ledger.balance(USER + 1).creditedUploaded());
    assertEquals(5, books.ledger.balance(USER + 1).creditedDownloaded());
  }

  @Test
  void totalsBeyondTheBoundOnlyShrink() {
    Totals totals = new Totals(100);
    totals.add(new Balance(200, 0, -200, 0));

    assertFalse(totals.canTake(new Balance(1, 0, 0, 0)));
    assertTrue(totals.canTake(new Balance(-1, 0, 1, 0)));
    assertFalse(totals.canTake(new Balance(0, 0, -1, 0)));
  }

  @Test
  void correctionsBeyondAllMeasureAreRefused() {
    for (long figure : new long[] {Totals.BOUND, -Totals.BOUND, Long.MAX_VALUE, Long.MIN_VALUE}) {
      Future<Void> done =
          books.ledger.correct(USER, 0, figure, 0, "", CreditLine.Reason.CORRECTION, books.now);
      assertInstanceOf(IllegalArgumentException.class, done.cause());
    }
    books.sink.setRoom(false);
    assertTrue(
        books.ledger.correct(USER, 0, 1, 0, "", CreditLine.Reason.CORRECTION, books.now).failed());
    assertEquals(Balance.ZERO, books.ledger.balance(USER));
    assertEquals(0, books.sink.size());
  }

  @Test
  void aCrashLosesOfBothWhatWasNotCommitted() {
    books.says(CLIENT, NONE, 100, 10, 5);
    books.sink.commit();
    books.says(CLIENT, NONE, 150, 20, 5);
    books.reopen();
    books.assertTotals(100, 10);

    books.says(CLIENT, NONE, 160, 20, 5);
    books.assertTotals(160, 20);
    books.says(new TestClient(2, 22, 1), NONE, 1, 0, 5);
    assertEquals(2, books.ledger.sessions(USER, 0, books.now).size());
    assertEquals(
        2,
        books.ledger.sessions(0, 0, books.now).stream()
            .map(view -> view.row().id())
            .distinct()
            .count());
  }
}
