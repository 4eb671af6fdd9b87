package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The table behind an account, and which of its torrents are being fetched. */
class UserTorrentsTest {
  private final UserTorrents torrents = new UserTorrents();
  private final Map<Long, UserTorrent> expected = new HashMap<>();
  private final Random random = new Random(5);

  private void add(long torrent) {
    if (!expected.containsKey(torrent)) {
      UserTorrent place = new UserTorrent(torrent);
      expected.put(torrent, place);
      torrents.add(place);
    }
  }

  private void check() {
    for (long torrent = 0; torrent < 2_000; torrent++) {
      assertSame(expected.get(torrent), torrents.get(torrent));
    }
    Set<UserTorrent> shown = new HashSet<>();
    torrents.forEach(shown::add);
    assertEquals(new HashSet<>(expected.values()), shown);
  }

  @Test
  void itHoldsWhatAMapHolds() {
    check();
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 100; i++) {
        add(random.nextInt(2_000));
      }
      int taken = 1 + random.nextInt(5);
      int before = expected.size();
      expected.keySet().removeIf(torrent -> torrent % 7 < taken);
      assertEquals(
          before - expected.size(), torrents.keepIf(place -> place.torrent() % 7 >= taken));
      check();
    }
    assertEquals(expected.size(), torrents.keepIf(place -> false));
    assertNull(torrents.get(1));
  }

  /** In how many of so many slots, a power of two, these torrents belong. */
  private static long slots(LongStream ids, int slots) {
    return ids.map(torrent -> UserTorrents.spread(torrent) & (slots - 1)).distinct().count();
  }

  /** By chance, a thousand are in 791 of 2048 slots and sixty in 48 of 128. */
  @Test
  void nobodyCanChooseTorrentsThatStandInEachOthersWay() {
    long golden = 0x9E3779B97F4A7C15L;
    LongStream chosen =
        LongStream.rangeClosed(1, 300_000)
            .filter(torrent -> (((torrent * golden) >>> 32) & 2047) < 7)
            .limit(1000);
    assertTrue(slots(chosen, 2048) > 600);
    assertTrue(slots(LongStream.range(0, 60).map(i -> 1 + 187 * i), 128) > 25);
    assertTrue(slots(LongStream.rangeClosed(1, 1000), 2048) > 600);
  }

  /** Else it would be counted beside the one that comes after it. */
  @Test
  void whatIsForgottenIsNoDownload() {
    Account account = new Account(1);
    account.fetching(account.add(7), 1000);
    assertEquals(1, account.downloadsBesides(8, 0));

    account.forget(2000);
    assertEquals(0, account.downloadsBesides(8, 0));
    account.fetching(account.add(7), 2000);
    assertEquals(1, account.downloadsBesides(8, 0));
    assertEquals(0, account.downloadsBesides(7, 0));
  }

  /** A download that went on in an earlier run is known where a place is made for it anew. */
  @Test
  void aPlaceKnowsWhatWasCompletedThere() {
    Account account = new Account(1);
    account.complete(7);
    assertTrue(account.add(7).hasCompleted());
    UserTorrent place = account.add(8);
    assertFalse(place.hasCompleted());
    account.complete(8);
    assertTrue(place.hasCompleted());
  }

  @Test
  void downloadsAreThoseHeardOfSince() {
    Downloads downloads = new Downloads();
    Map<UserTorrent, Long> heard = new HashMap<>();
    UserTorrent[] places = new UserTorrent[50];
    for (int i = 0; i < places.length; i++) {
      places[i] = new UserTorrent(i + 1);
    }
    for (long now = 1; now < 5_000; now++) {
      UserTorrent place = places[random.nextInt(places.length)];
      if (random.nextInt(3) == 0) {
        heard.remove(place);
        downloads.remove(place);
      } else {
        long at = now - random.nextInt(50);
        heard.put(place, at);
        downloads.put(place, at);
      }
      if (random.nextInt(10) == 0) {
        long since = now - 100;
        heard.values().removeIf(at -> at < since);
        assertEquals(heard.size(), downloads.count(since));
      }
      assertEquals(heard.containsKey(place), place.isDownload());
      assertEquals(heard.isEmpty(), downloads.isEmpty());
    }
  }
}
