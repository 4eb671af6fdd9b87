package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.PeerId;
import org.junit.jupiter.api.Test;

class SpeedRuleTest {
  private static final long BOUND = 1000;
  private static final long BURST = 60;

  private final SpeedRule rule =
      new SpeedRule(
          new CheatSettings.Speed(RuleMode.WATCH, BOUND, 2 * BOUND, BURST, 1),
          new TrackerUptime(Seen.NOW - 10_000, Seen.TIMES.patience()));

  private static Seen upload(long bytes, long seconds) {
    return new Seen().uploaded(1L << 60, bytes).downloaded(0, 0).after(seconds);
  }

  @Test
  void aLineAtItsLimitIsNotFoundHoweverLongItGoesOn() {
    for (int i = 0; i < 1000; i++) {
      assertNull(rule.examine(upload(BOUND * 1800, 1800).at(Seen.NOW + i * 1800L).build()));
    }
  }

  @Test
  void aboveTheBoundAndItsBurstIsFound() {
    assertNull(rule.examine(upload(BOUND * (1800 + BURST), 1800).build()));
    Suspicion found = rule.examine(upload(BOUND * (1800 + BURST) + 1, 1800).user(8).build());
    assertNotNull(found);
    assertTrue(found.evidence().json().contains("\"upload_bound\":1000"), found.evidence().json());
  }

  @Test
  void downloadsHaveABoundOfTheirOwn() {
    Seen honest = new Seen().uploaded(0, 0).downloaded(1L << 60, 2 * BOUND * 1800);
    assertNull(rule.examine(honest.build()));
    Seen faster = new Seen().uploaded(0, 0).downloaded(1L << 60, 2 * BOUND * (1800 + BURST) + 1);
    assertNotNull(rule.examine(faster.build()));
  }

  @Test
  void zeroIsNoBound() {
    SpeedRule none =
        new SpeedRule(
            new CheatSettings.Speed(RuleMode.WATCH, 0, 0, BURST, 1), new TrackerUptime(0, 0));
    assertNull(none.examine(upload(Long.MAX_VALUE, 1).downloaded(1, Long.MAX_VALUE).build()));
  }

  /**
   * The first of a pair was sent at the same second as the other, but needed a retry of 60 s: what
   * was counted in that time comes a second after it.
   */
  @Test
  void aPairOfWhichOneWasLateIsNotFound() {
    long now = Seen.NOW;
    for (int i = 0; i < 100; i++) {
      assertNull(rule.examine(upload(BOUND * 1740, 1799).at(now + 1799).build()));
      assertNull(rule.examine(upload(BOUND * 60, 1).at(now + 1800).build()));
      now += 1800;
    }
  }

  @Test
  void burstsAgainAndAgainAreFound() {
    int found = 0;
    for (int i = 0; i < 100; i++) {
      found += rule.examine(upload(BOUND * 30, 1).at(Seen.NOW + i).build()) == null ? 0 : 1;
    }
    // 29 s' worth above the bound each second, of which one comes back: 60 s' worth in all.
    assertTrue(found >= 95, found + " of 100");
  }

  @Test
  void theBurstIsTheUsersAndNotTheSessions() {
    Seen first = new Seen().uploaded(BOUND * 50, 0).downloaded(0, 0).first(Event.STARTED);
    assertNull(rule.examine(first.build()));
    // Another peer id, the same user.
    Seen again = upload(BOUND * 50, 1).peerId(Seen.peerId("-TR4060-abcdefghijkl"));
    assertNotNull(rule.examine(again.build()));
    assertNull(rule.examine(again.user(8).build()));
  }

  @Test
  void theBurstComesBack() {
    assertNull(rule.examine(upload(BOUND * 61, 1).build()));
    assertNotNull(rule.examine(upload(BOUND * 31, 1).at(Seen.NOW + 29).build()));
    assertNull(rule.examine(upload(BOUND * 31, 1).at(Seen.NOW + 30).build()));
  }

  @Test
  void aTimeThatRunsBackALittleGivesNothing() {
    assertNull(rule.examine(upload(BOUND * 61, 1).build()));
    assertNotNull(rule.examine(upload(BOUND * 2, 1).at(Seen.NOW - 100).build()));
  }

  @Test
  void aSessionThatIsSeenFirstHasTheBurstAlone() {
    Seen all = new Seen().uploaded(BOUND * 61 + 1, 0).downloaded(0, 0);
    assertNotNull(rule.examine(all.first(Event.STARTED).build()));
    Seen some = new Seen().uploaded(BOUND * 61, 0).downloaded(0, 0);
    assertNull(rule.examine(some.first(Event.STARTED).build()));
  }

  @Test
  void whileTheTrackerIsNewASessionMayBringWhatItHasCountedForDays() {
    SpeedRule fresh =
        new SpeedRule(
            new CheatSettings.Speed(RuleMode.WATCH, BOUND, BOUND, BURST, 1),
            new TrackerUptime(Seen.NOW, Seen.TIMES.patience()));
    Seen first = new Seen().first(Event.NONE);
    assertNull(fresh.examine(first.at(Seen.NOW + Seen.TIMES.patience() - 1).build()));
    assertNotNull(fresh.examine(first.at(Seen.NOW + Seen.TIMES.patience()).build()));
    // One that the books knew before the restart has a time to be measured against.
    assertNotNull(fresh.examine(upload(BOUND * 5000, 1800).build()));
  }

  private static final long REACH = Seen.TIMES.patience();
  private static final long DAY = 86_400;

  private static SpeedRule rule(int clients, long heardLast, long startedAt) {
    return new SpeedRule(
        new CheatSettings.Speed(RuleMode.WATCH, BOUND, BOUND, BURST, clients),
        new TrackerUptime(heardLast, startedAt, REACH));
  }

  private static Seen upload(int client, long bytes, long seconds) {
    PeerId id = Seen.peerId(String.format("-TR4060-%012d", client));
    return upload(bytes, seconds).peerId(id);
  }

  @Test
  void sessionsThatWereSilentTogetherDontEachHaveTheBound() {
    for (int clients : new int[] {1, 3}) {
      SpeedRule longUp = rule(clients, 0, Seen.NOW - DAY);
      long fit = clients * (2 * REACH + BURST) / 1800;
      for (int i = 0; i < fit; i++) {
        assertNull(longUp.examine(upload(i, BOUND * 1800, 1800).build()));
      }
      assertNotNull(longUp.examine(upload(99, BOUND * 1800, 1800).build()));
      assertNull(longUp.examine(upload(99, BOUND * 1800, 1800).user(8).build()));
    }
  }

  /**
   * As many clients as are allowed, each of them at its bound, with all their announces at once.
   */
  @Test
  void clientsAtTheirLimitAreNotFound() {
    SpeedRule longUp = rule(2, 0, Seen.NOW - DAY);
    for (int round = 0; round < 100; round++) {
      long now = Seen.NOW + round * 1800L;
      for (int client = 0; client < 2; client++) {
        assertNull(longUp.examine(upload(client, BOUND * 1800, 1800).at(now).build()));
      }
    }
  }

  /** One line, of which each torrent has its part, and each torrent announces at its own time. */
  @Test
  void aSeedboxWithManyTorrentsIsNotFound() {
    SpeedRule longUp = rule(1, 0, Seen.NOW - DAY);
    for (int round = 0; round < 10; round++) {
      for (int torrent = 0; torrent < 900; torrent++) {
        long now = Seen.NOW + round * 1800L + torrent * 2L;
        assertNull(longUp.examine(upload(torrent, BOUND * 2, 1800).at(now).build()));
      }
    }
  }

  @Test
  void aTimeOfSilenceIsNotBelievedForEver() {
    SpeedRule longUp = rule(3, 0, Seen.NOW - 40 * DAY);
    assertNull(longUp.examine(upload(1, BOUND * 2 * REACH, 30 * DAY).build()));
    long more = BOUND * (2 * REACH + BURST) + 1;
    assertNotNull(longUp.examine(upload(2, more, 30 * DAY).user(8).build()));
  }

  @Test
  void whatWasCountedWhileTheTrackerWasAwayIsBelievedOnce() {
    SpeedRule back = rule(1, Seen.NOW - DAY, Seen.NOW);
    for (int torrent = 0; torrent < 10; torrent++) {
      assertNull(back.examine(upload(torrent, BOUND * DAY / 10, DAY).build()));
    }
    assertNull(back.examine(upload(11, BOUND * 1800, 1800).at(Seen.NOW + 1800).build()));
    Seen first = upload(12, 0, 1).uploaded(BOUND * DAY, 0).first(Event.STARTED).downloaded(0, 0);
    assertNotNull(back.examine(first.build()), "the time was over before");
    assertNull(back.examine(first.user(8).build()));
    assertNotNull(back.examine(upload(13, BOUND * 30 * DAY, 30 * DAY).user(9).build()));
  }

  @Test
  void countersAtTheEndOfALongDoNotWrapAround() {
    assertNotNull(rule.examine(upload(Long.MAX_VALUE, 1).build()));
    SpeedRule wide =
        new SpeedRule(
            new CheatSettings.Speed(RuleMode.WATCH, Long.MAX_VALUE, 0, Long.MAX_VALUE, 1),
            new TrackerUptime(0, 0));
    for (int i = 0; i < 5; i++) {
      assertNull(wide.examine(upload(Long.MAX_VALUE, 1).build()));
    }
  }

  @Test
  void theFiguresAreThoseOfTheAnnounce() {
    Suspicion found = rule.examine(upload(BOUND * 10_000, 100).build());
    assertNotNull(found);
    var evidence = new io.vertx.core.json.JsonObject(found.evidence().json());
    assertEquals(BOUND * 100, evidence.getLong("upload_bytes_per_second"));
    assertEquals(100, evidence.getLong("seconds"));
    assertEquals("192.0.2.1:6881", evidence.getString("address"));
  }
}
