package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.storage.CreditLine;
import io.skep.storage.StandingChange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How entries are joined while they wait. */
class PendingEntriesTest {
  private final PendingEntries entries = new PendingEntries(Integer.MAX_VALUE);

  private PendingSession only() {
    List<PendingSession> taken = entries.take(Integer.MAX_VALUE, Long.MAX_VALUE);
    assertEquals(1, taken.size());
    assertTrue(entries.isEmpty());
    assertEquals(0, entries.rows());
    return taken.get(0);
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
    List<PendingSession> taken = crowded.take(100, 100);
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
  void thoseThatSomebodyWaitsForAreTakenFirst() {
    for (int i = 1; i <= 10; i++) {
      entries.add(
          Entries.announce(i, 100, 100, 10), i, i == 8 || i == 5 ? new DurableWait() : null);
    }
    entries.add(Entries.announce(8, 100, 0, 11), 11, new DurableWait());

    assertTrue(entries.hasUrgent());
    assertEquals(List.of(5L, 8L, 1L), sessions(entries.take(8, 9)));
    assertFalse(entries.hasUrgent());
    assertEquals(List.of(2L, 3L), sessions(entries.take(6, 9)));
    assertEquals(15, entries.rows());
    assertEquals(4, entries.oldest());
  }

  @Test
  void whatBeganToWaitLaterIsLeft() {
    for (int i = 1; i <= 10; i++) {
      entries.add(Entries.announce(i, 100, 100, 10), i, i == 8 ? new DurableWait() : null);
    }

    assertEquals(List.of(8L, 1L, 2L, 3L), sessions(entries.take(100, 3)));
    assertEquals(4, entries.oldest());
  }

  private static List<Long> sessions(List<PendingSession> taken) {
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
