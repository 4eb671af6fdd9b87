package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.skep.bittorrent.Event;
import org.junit.jupiter.api.Test;

class UploadToNobodyRuleTest {
  private static final long REACH = Seen.TIMES.patience();
  private static final long GAP = 1800;

  private final UploadToNobodyRule rule = rule(Seen.NOW - 30 * 86_400L);

  private static UploadToNobodyRule rule(long startedAt) {
    return new UploadToNobodyRule(
        CheatSettings.DEFAULTS.uploadToNobody(), new TrackerUptime(startedAt, REACH));
  }

  private static Seen faked() {
    return Seen.seeder().uploaded(9 * Seen.GIB, Seen.GIB).after(GAP).lastOtherLeecher(0);
  }

  @Test
  void anUploadInASwarmThatNeverHadALeecherIsFound() {
    assertNotNull(rule.examine(faked().build()));
  }

  @Test
  void soIsOneInASwarmWhoseLeechersHaveLongGone() {
    assertNotNull(rule.examine(faked().lastOtherLeecher(Seen.NOW - GAP - 2 * REACH - 1).build()));
  }

  @Test
  void aLeecherThatCameAndLeftInBetweenCounts() {
    assertNull(rule.examine(faked().lastOtherLeecher(Seen.NOW - GAP + 60).build()));
    assertNull(rule.examine(faked().lastOtherLeecher(Seen.NOW - 1).build()));
  }

  @Test
  void soDoesOneThatFellSilentAfterAnAnnounceWasLost() {
    assertNull(rule.examine(faked().lastOtherLeecher(Seen.NOW - GAP - 2 * REACH).build()));
  }

  @Test
  void theLastBytesOfAPieceAreLetPass() {
    assertNull(rule.examine(faked().uploaded(9 * Seen.GIB, 16 * Seen.MIB).build()));
    assertNotNull(rule.examine(faked().uploaded(9 * Seen.GIB, 16 * Seen.MIB + 1).build()));
  }

  @Test
  void nothingIsSaidOfATimeBeforeTheTrackerWasStarted() {
    long needed = GAP + 2 * REACH;
    assertNull(rule(Seen.NOW - GAP - REACH + 1).examine(faked().build()));
    assertNotNull(rule(Seen.NOW - needed).examine(faked().build()));
    // Never heard of a leecher, and up for less than an interval and its grace.
    assertNull(rule(Seen.NOW - REACH + 1).examine(faked().after(2).build()));
    assertNotNull(rule(Seen.NOW - REACH - 2).examine(faked().after(2).build()));
  }

  @Test
  void aSeederThatIsLateHasMoreTimeBehindIt() {
    Seen late = faked().after(86_400).lastOtherLeecher(Seen.NOW - 80_000);
    assertNull(rule.examine(late.build()));
    assertNotNull(rule.examine(late.after(GAP).build()));
  }

  @Test
  void aPairOverBothFamiliesIsJudgedByTheTimeBetweenThem() {
    // The leecher stopped a second before the first of the pair; the second brings what is left.
    Seen second = faked().after(1).lastOtherLeecher(Seen.NOW - 2);
    assertNull(rule.examine(second.build()));
  }

  @Test
  void aSessionThatBeginsWithAnUploadIsFoundToo() {
    Seen first = faked().first(Event.STARTED);
    assertNotNull(rule.examine(first.build()));
    assertNull(rule.examine(first.lastOtherLeecher(Seen.NOW - 3 * REACH).build()));
  }
}
