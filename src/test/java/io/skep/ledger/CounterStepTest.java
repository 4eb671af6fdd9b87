package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.bittorrent.Event;
import io.skep.ledger.CounterStep.Kind;
import io.skep.storage.SessionRow;
import org.junit.jupiter.api.Test;

/** Each rule of {@link CounterStep} on its own. */
class CounterStepTest {
  private static final long DELAY = 120;
  private static final long BEGUN = 10_000;
  private static final long SEEN = 20_000;
  private static final long SOON = SEEN + DELAY;
  private static final long LATER = SEEN + DELAY + 1;

  private final TestClient client = new TestClient(1, 1, 1);

  /** A session that has given 1000 and taken 2000, for long. */
  private SessionRow known(boolean stopped) {
    return known(1000, 2000, BEGUN, 0, 0, stopped);
  }

  private SessionRow known(
      long uploaded, long downloaded, long begun, long before, long beforeDown, boolean stopped) {
    return new SessionRow(
        1,
        1,
        1,
        1,
        client.peerId(),
        uploaded,
        downloaded,
        5,
        begun,
        before,
        beforeDown,
        SEEN,
        stopped);
  }

  private CounterStep step(SessionRow known, Event event, long given, long taken, long now) {
    return CounterStep.of(known, client.says(event, given, taken, 5), now, DELAY);
  }

  private static void assertStep(Kind kind, long given, long taken, CounterStep step) {
    assertEquals(new CounterStep(kind, given, taken), step);
  }

  @Test
  void theFirstAnnounceCountsAsItIs() {
    assertStep(Kind.GREW, 7, 9, CounterStep.first(client.says(Event.NONE, 7, 9, 5)));
  }

  @Test
  void theIncreaseCounts() {
    assertStep(Kind.GREW, 10, 20, step(known(false), Event.NONE, 1010, 2020, SOON));
    assertStep(Kind.GREW, 10, 0, step(known(false), Event.STARTED, 1010, 2000, LATER));
    assertStep(Kind.GREW, 0, 0, step(known(false), Event.NONE, 1000, 2000, SOON));
  }

  @Test
  void afterAStopOnlyTheIncreaseCountsToo() {
    assertStep(Kind.GREW, 10, 20, step(known(true), Event.STARTED, 1010, 2020, LATER));
    assertStep(Kind.GREW, 10, 20, step(known(true), Event.NONE, 1010, 2020, SOON));
  }

  @Test
  void startedBelowBeginsAgain() {
    assertStep(Kind.BEGAN_AGAIN, 0, 0, step(known(false), Event.STARTED, 0, 0, SOON));
    assertStep(Kind.BEGAN_AGAIN, 300, 0, step(known(false), Event.STARTED, 300, 0, LATER));
    assertStep(Kind.BEGAN_AGAIN, 3, 4, step(known(true), Event.STARTED, 3, 4, SOON));
    assertStep(Kind.BEGAN_AGAIN, 900, 1999, step(known(true), Event.STARTED, 900, 1999, LATER));
  }

  @Test
  void theSameStartedByAnotherWayIsLate() {
    SessionRow begun = known(1000, 2000, SEEN - 100, 0, 0, false);

    assertStep(Kind.LATE, 0, 0, step(begun, Event.STARTED, 0, 0, SEEN + 20));
    assertStep(Kind.BEGAN_AGAIN, 0, 0, step(begun, Event.STARTED, 0, 0, SEEN + 21));
  }

  @Test
  void aStopMakesEvenAQuickStartedNews() {
    SessionRow begun = known(1000, 2000, SEEN - 100, 0, 0, true);

    assertStep(Kind.BEGAN_AGAIN, 0, 0, step(begun, Event.STARTED, 0, 0, SEEN + 20));
  }

  @Test
  void aStartedByAnotherWayThatWasOvertakenIsLate() {
    assertStep(Kind.LATE, 0, 0, step(known(false), Event.STARTED, 999, 2000, SOON));
    assertStep(Kind.LATE, 0, 0, step(known(true), Event.STARTED, 999, 2000, SOON));
  }

  @Test
  void whatIsBelowAndComesSoonIsLate() {
    assertStep(Kind.LATE, 0, 0, step(known(false), Event.NONE, 999, 2000, SOON));
    assertStep(Kind.LATE, 0, 0, step(known(false), Event.NONE, 3, 4, SOON));
    assertStep(Kind.LATE, 0, 0, step(known(false), Event.COMPLETED, 3, 4, SOON));
  }

  @Test
  void theOtherFamilysStopMayBeBelow() {
    assertStep(Kind.LATE, 0, 0, step(known(true), Event.STOPPED, 990, 2000, SOON));
    assertStep(Kind.GREW, 5, 0, step(known(true), Event.STOPPED, 1005, 2000, SOON));
    assertStep(Kind.GREW, 0, 0, step(known(true), Event.STOPPED, 1000, 2000, SOON));
  }

  @Test
  void aRegularAnnounceOfBeforeTheStopIsLate() {
    assertStep(Kind.LATE, 0, 0, step(known(true), Event.NONE, 1000, 2000, SOON));
    assertStep(Kind.GREW, 0, 0, step(known(true), Event.STARTED, 1000, 2000, SOON));
    assertStep(Kind.GREW, 0, 0, step(known(true), Event.NONE, 1000, 2000, LATER));
  }

  @Test
  void farBelowAndLaterHasBegunAgainUnnoticed() {
    assertStep(Kind.BEGAN_AGAIN, 500, 1000, step(known(false), Event.NONE, 500, 1000, LATER));
    assertStep(Kind.BEGAN_AGAIN, 900, 1999, step(known(true), Event.NONE, 900, 1999, LATER));
    assertStep(Kind.BEGAN_AGAIN, 5, 6, step(known(false), Event.STOPPED, 5, 6, LATER));
  }

  @Test
  void aBadPieceThatIsSubtractedIsNoNewBeginning() {
    assertStep(Kind.GREW, 0, 0, step(known(false), Event.NONE, 1000, 1900, LATER));
    assertStep(Kind.GREW, 50, 0, step(known(false), Event.NONE, 1050, 1900, LATER));
    assertStep(Kind.GREW, 50, 0, step(known(false), Event.NONE, 1050, 1900, SOON));
    assertStep(Kind.GREW, 50, 0, step(known(true), Event.STOPPED, 1050, 1900, SOON));
    assertStep(Kind.GREW, 50, 0, step(known(false), Event.STARTED, 1050, 1900, LATER));
  }

  @Test
  void oneAboveAndTheOtherFarBelowIsBelow() {
    SessionRow fetched = known(10, 2000, BEGUN, 0, 0, false);

    assertStep(Kind.LATE, 0, 0, step(fetched, Event.NONE, 20, 30, SOON));
    assertStep(Kind.BEGAN_AGAIN, 20, 30, step(fetched, Event.NONE, 20, 30, LATER));
    assertStep(Kind.BEGAN_AGAIN, 20, 30, step(fetched, Event.STARTED, 20, 30, SOON));
  }

  @Test
  void whatIsNearerToWhereTheCountersStoodBeforeIsLate() {
    SessionRow begun = known(10, 20, SEEN - 100, 1000, 2000, false);

    assertStep(Kind.LATE, 0, 0, step(begun, Event.STOPPED, 1000, 2000, SEEN + 20));
    assertStep(Kind.LATE, 0, 0, step(begun, Event.NONE, 990, 1990, SEEN + 20));
    assertStep(Kind.LATE, 0, 0, step(begun, Event.STOPPED, 1005, 2000, SEEN + 20));
    assertStep(Kind.LATE, 0, 0, step(begun, Event.NONE, 2990, 15, SEEN + 20));
    assertStep(Kind.GREW, 490, 980, step(begun, Event.NONE, 500, 1000, SEEN + 20));
    assertStep(Kind.GREW, 990, 1980, step(begun, Event.STOPPED, 1000, 2000, SEEN + 21));
  }

  @Test
  void aQuickNewBeginningIsNotTakenForAnOldOne() {
    SessionRow before = known(0, 5000, SEEN - 100, 0, 100, true);

    assertStep(Kind.BEGAN_AGAIN, 0, 0, step(before, Event.STARTED, 0, 0, SEEN + 10));
  }

  @Test
  void countersBeyondAllMeasureDoNotOverflow() {
    SessionRow huge = known(Long.MAX_VALUE, Long.MAX_VALUE, BEGUN, 0, 0, false);

    assertStep(Kind.LATE, 0, 0, step(huge, Event.NONE, 1, 1, SOON));
    assertStep(Kind.BEGAN_AGAIN, 1, 1, step(huge, Event.NONE, 1, 1, LATER));
    assertStep(
        Kind.GREW,
        Long.MAX_VALUE - 1000,
        Long.MAX_VALUE - 2000,
        step(known(false), Event.NONE, Long.MAX_VALUE, Long.MAX_VALUE, SOON));
  }

  private SessionRow after(SessionRow known, Event event, long given, long taken, long now) {
    return step(known, event, given, taken, now)
        .applyTo(known, client.says(event, given, taken, 5), now, DELAY);
  }

  @Test
  void aNewBeginningRemembersWhereTheCountersStood() {
    SessionRow after = after(known(false), Event.STARTED, 3, 4, LATER);

    assertEquals(3, after.uploaded());
    assertEquals(4, after.downloaded());
    assertEquals(1000, after.previousUploaded());
    assertEquals(2000, after.previousDownloaded());
    assertEquals(LATER, after.startedAt());
    assertEquals(LATER, after.lastSeen());
  }

  @Test
  void whoComesBackAfterAStopBeginsAnewButKeepsItsCounters() {
    SessionRow after = after(known(1000, 2000, BEGUN, 7, 8, true), Event.NONE, 1001, 2000, LATER);

    assertEquals(1001, after.uploaded());
    assertEquals(LATER, after.startedAt(), "a started that was overtaken is late");
    assertEquals(0, after.previousUploaded(), "what was so long before can't come any more");
    assertEquals(0, after.previousDownloaded());
  }

  @Test
  void aThrownAwayPieceLeavesTheBaseline() {
    SessionRow after = after(known(false), Event.NONE, 1050, 1900, LATER);

    assertEquals(1050, after.uploaded());
    assertEquals(2000, after.downloaded());
  }

  @Test
  void theClockMayStepBackALittle() {
    assertEquals(SEEN, after(known(false), Event.NONE, 1001, 2000, SEEN - 1).lastSeen());
  }
}
