package io.skep.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.InfoHash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerPlanTest {
  private static final int PEERS = 10_007;

  private static PeerPlan plan(int addresses, int sources, long seed) {
    return new PeerPlan(
        new Crowd(
            PEERS,
            100,
            List.of(),
            new Popularity.Uniform(),
            0.3,
            addresses,
            List.of("a", "b"),
            seed),
        addresses,
        sources);
  }

  @Test
  void aPeerIsAlwaysTheSame() {
    PeerPlan one = plan(8, 8, 1);
    PeerPlan other = plan(8, 8, 1);
    for (int peer = 0; peer < PEERS; peer++) {
      assertEquals(one.peerId(peer), other.peerId(peer));
      assertEquals(one.port(peer), other.port(peer));
      assertEquals(one.key(peer), other.key(peer));
      assertEquals(one.isSeeder(peer), other.isSeeder(peer));
      assertEquals(one.infoHash(one.torrent(peer)), other.infoHash(other.torrent(peer)));
    }
  }

  @Test
  void anotherSeedMakesOthers() {
    assertFalse(plan(8, 8, 1).peerId(7).equals(plan(8, 8, 2).peerId(7)));
    assertFalse(plan(8, 8, 1).infoHash(7).equals(plan(8, 8, 2).infoHash(7)));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "8, 8", "3, 9", "1, 4", "7, 7"})
  void noTwoPeersShareAddressAndPortOrName(int addresses, int sources) {
    PeerPlan plan = plan(addresses, sources, 1);
    assertTrue(plan.hasUniquePorts());
    Set<String> places = new HashSet<>();
    Set<Object> names = new HashSet<>();
    int counted = 0;
    for (int source = 0; source < sources; source++) {
      for (int i = 0; i < plan.peersOf(source); i++) {
        int peer = plan.firstOf(source) + i;
        assertEquals(source, plan.source(peer));
        assertTrue(plan.port(peer) >= 1024 && plan.port(peer) <= 0xFFFF);
        places.add(plan.address(source) + ":" + plan.port(peer));
        names.add(plan.peerId(peer));
        counted++;
      }
    }
    assertEquals(PEERS, counted);
    assertEquals(PEERS, places.size());
    assertEquals(PEERS, names.size());
  }

  @Test
  void morePeersThanPortsAreKnownToShareThem() {
    Crowd crowd = new Crowd(64_513, 10, List.of(), new Popularity.Uniform(), 0, 1, List.of(), 1);
    PeerPlan plan = new PeerPlan(crowd, 1, 1);
    assertFalse(plan.hasUniquePorts());
    assertEquals(plan.port(0), plan.port(64_512));
  }

  @Test
  void seedersAreTheShareThatWasAskedFor() {
    PeerPlan plan = plan(8, 8, 1);
    int seeders = 0;
    for (int peer = 0; peer < PEERS; peer++) {
      seeders += plan.isSeeder(peer) ? 1 : 0;
    }
    // Five standard deviations are 2.3 %.
    assertEquals(0.3, seeders / (double) PEERS, 0.023);
  }

  @Test
  void uniformTorrentsDifferByOnePeerAtMost() {
    PeerPlan plan = plan(8, 8, 1);
    int[] peers = new int[100];
    for (int peer = 0; peer < PEERS; peer++) {
      peers[plan.torrent(peer)]++;
    }
    for (int count : peers) {
      assertTrue(count == 100 || count == 101, () -> "not " + count);
    }
  }

  @Test
  void zipfHasEachRankInItsShare() {
    int peers = 1_000_000;
    Crowd crowd = new Crowd(peers, 1000, List.of(), new Popularity.Zipf(1.0), 0, 1, List.of(), 9);
    PeerPlan plan = new PeerPlan(crowd, 1, 1);
    int[] counts = new int[1000];
    for (int peer = 0; peer < peers; peer++) {
      counts[plan.torrent(peer)]++;
    }
    double sum = 0;
    for (int rank = 1; rank <= 1000; rank++) {
      sum += 1.0 / rank;
    }
    double chiSquare = 0;
    for (int rank = 1; rank <= 1000; rank++) {
      double expected = peers / sum / rank;
      chiSquare += Math.pow(counts[rank - 1] - expected, 2) / expected;
    }
    // 999 degrees of freedom: mean 999, standard deviation 44.7; the seed is fixed.
    assertTrue(chiSquare < 999 + 5 * 44.7, "chi square " + chiSquare);
  }

  @Test
  void namesNeedNoEscapes() {
    String name = new String(plan(8, 8, 1).peerId(3).bytes(), US_ASCII);
    assertTrue(name.matches("-LD0100-[a-z2-7]{12}"), name);
  }

  @Test
  void givenHashesAndPasskeysAreUsed() {
    InfoHash hash = InfoHash.parse("0123456789abcdef0123456789abcdef01234567");
    Crowd crowd =
        new Crowd(9, 1, List.of(hash), new Popularity.Uniform(), 0, 1, List.of("k", "l"), 1);
    PeerPlan plan = new PeerPlan(crowd, 1, 1);
    assertEquals(hash, plan.infoHash(0));
    assertEquals("k", plan.passkey(0));
    assertEquals("l", plan.passkey(1));
    assertEquals("k", plan.passkey(2));
  }
}
