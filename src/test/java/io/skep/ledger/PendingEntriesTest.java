package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.storage.CreditLine;
import io.skep.storage.StandingChange;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How entries are joined while they wait. */
class PendingEntriesTest {
  private final PendingEntries entries = new PendingEntries(Integer.MAX_VALUE);

  private PendingSession only() {
    Collection<PendingSession> taken = entries.takeAll();
    assertEquals(1, taken.size());
    assertTrue(entries.isEmpty());
    assertEquals(0, entries.rows());
    return taken.iterator().next();
  }

  @Test
  void ofASessionTheLatestBaselineIsKeptAndEveryLine() {
    entries.add(Entries.announce(1, 100, 100, 10), 7, null);
    entries.add(Entries.announce(1, 150, 50, 20), 8, null);

    assertEquals(4, entries.rows());
    assertEquals(7, entries.oldest());
    PendingSession pending = only();
    assertEquals(Entries.session(1, 150, 20), pending.session());
    assertEquals(List.of(Entries.line(1, 100, 10), Entries.line(1, 50, 20)), pending.lines());
    assertEquals(List.of(Entries.standing(1, 2, false, 20)), pending.standings());
  }

  @Test
  void whereManyWaitLinesThatAreAlikeAreSummed() {
    PendingEntries crowded = new PendingEntries(0);
    crowded.add(Entries.announce(1, 100, 100, 10), 7, null);
    crowded.add(Entries.announce(1, 150, 50, 20), 8, null);
    crowded.add(line(Entries.line(1, 5, 30, CreditLine.Reason.WITHHELD, "speed")), 9, null);

    CreditLine sum = Entries.line(1, 150, 20);
    List<PendingSession> taken = List.copyOf(crowded.takeAll());
    assertEquals(List.of(sum), taken.get(0).lines());
    // What is of no session is joined to nothing.
    assertEquals(2, taken.size());
  }

  @Test
  void whoAnnouncesAByteMoreEachTimeHasNoLineForEach() {
    for (int i = 1; i <= 1000; i++) {
      entries.add(Entries.announce(1, i, 1, 10), 7, null);
    }

    List<CreditLine> lines = only().lines();
    assertTrue(lines.size() < 10, lines.size() + " lines");
    assertEquals(1000, lines.stream().mapToLong(CreditLine::uploaded).sum());
  }

  @Test
  void linesThatDifferAreNotSummed() {
    PendingSession pending = new PendingSession(0);
    CreditLine line = Entries.line(1, 5, 10);
    pending.add(line(line), true);
    pending.add(line(Entries.line(1, 5, 10, CreditLine.Reason.WITHHELD, "speed")), true);
    pending.add(line(Entries.line(1, 5, 10, CreditLine.Reason.WITHHELD, "nobody")), true);
    pending.add(line(Entries.line(1, 5, 10, CreditLine.Reason.CORRECTION, "")), true);
    pending.add(line(Entries.line(1, 5, 10, CreditLine.Reason.CORRECTION, "")), true);
    pending.add(line(line), true);
    pending.add(line(Entries.line(1, Long.MAX_VALUE / 4, 10)), true);
    pending.add(line(Entries.line(1, Long.MAX_VALUE / 4, 10)), true);

    assertEquals(8, pending.lines().size());
  }

  @Test
  void theTimeOfACompletionIsKeptAndItCountsOnce() {
    PendingSession pending = new PendingSession(0);
    pending.add(standing(Entries.standing(1, 1, false, 10)), false);
    pending.add(standing(Entries.standing(1, 2, true, 20)), false);
    pending.add(standing(Entries.standing(1, 3, false, 30)), false);
    pending.add(standing(Entries.standing(1, 4, true, 40)), false);
    pending.add(standing(Entries.standing(1, 5, true, 50)), false);

    assertEquals(
        List.of(Entries.standing(1, 3, true, 20), Entries.standing(1, 12, false, 50)),
        pending.standings());
  }

  @Test
  void thoseThatSomebodyWaitsForAreTakenAloneAndWhatIsOfNoSessionApart() {
    for (int i = 1; i <= 10; i++) {
      entries.add(
          Entries.announce(i, 100, 100, 10), i, i == 8 || i == 5 ? new DurableWait() : null);
    }
    entries.add(Entries.announce(8, 100, 0, 11), 11, new DurableWait());
    entries.add(Entries.correction(3, 7, 11), 12, new DurableWait());

    assertTrue(entries.hasUrgent());
    assertEquals(List.of(5L, 8L), sessions(entries.takeUrgentSessions()));
    assertTrue(entries.hasUrgent());
    assertEquals(List.of(0L), sessions(entries.takeUrgentNameless()));
    assertFalse(entries.hasUrgent());
    assertEquals(8 * 3, entries.rows());
    assertEquals(1, entries.oldest());
  }

  @Test
  void thoseThatNobodyWaitsForAreTakenAndTheOthersStay() {
    for (int i = 1; i <= 4; i++) {
      entries.add(Entries.announce(i, 100, 100, 10), i, i == 2 ? new DurableWait() : null);
    }

    assertEquals(List.of(1L, 3L, 4L), sessions(entries.takePatient()));
    assertEquals(3, entries.rows());
    assertEquals(2, entries.oldest());
    assertTrue(entries.hasUrgent());
    assertEquals(List.of(2L), sessions(entries.takeAll()));
    assertFalse(entries.hasUrgent());
  }

  @Test
  void whatCameEarlierIsPutBefore() {
    PendingSession earlier = new PendingSession(5);
    earlier.add(Entries.announce(1, 100, 100, 10), false);
    earlier.setEntries(List.of(3L));
    PendingSession later = new PendingSession(7);
    later.add(Entries.announce(1, 150, 50, 20), false);
    later.add(line(Entries.line(1, 5, 30, CreditLine.Reason.WITHHELD, "speed")), false);
    later.setEntries(List.of(4L));

    later.putBefore(earlier);

    assertEquals(5, later.since());
    assertEquals(Entries.session(1, 150, 20), later.session());
    assertEquals(
        List.of(
            Entries.line(1, 150, 20), Entries.line(1, 5, 30, CreditLine.Reason.WITHHELD, "speed")),
        later.lines());
    assertEquals(List.of(Entries.standing(1, 2, false, 20)), later.standings());
    assertEquals(List.of(3L, 4L), later.entries());
  }

  private static List<Long> sessions(Collection<PendingSession> taken) {
    return taken.stream()
        .map(pending -> pending.session() == null ? 0L : pending.session().id())
        .toList();
  }

  private static LedgerWriter.Entry line(CreditLine line) {
    return new LedgerWriter.Entry(null, line, null);
  }

  private static LedgerWriter.Entry standing(StandingChange standing) {
    return new LedgerWriter.Entry(null, null, standing);
  }
}
