package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityTest {
  /** Peers that come, change and leave, with the counts added up anew each time. */
  private static final class NaiveSwarm {
    final int pieces;
    final List<BitSet> peers = new ArrayList<>();
    final Set<Integer> offered = new TreeSet<>();
    int seeds;

    NaiveSwarm(int pieces) {
      this.pieces = pieces;
    }

    int count(int piece) {
      return seeds + (int) peers.stream().filter(peer -> peer.get(piece)).count();
    }

    double copies() {
      int least = IntStream.range(0, pieces).map(this::count).min().orElse(seeds);
      long above = IntStream.range(0, pieces).filter(piece -> count(piece) > least).count();
      return least + (pieces == 0 ? 0 : (double) above / pieces);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 40", "40, 1", "40, 20", "25, 300"})
  void itIsSortedAsANaiveOneWouldBe(int pieces, int maxPeers) {
    Random random = new Random(31L * pieces + maxPeers);
    Availability availability = new Availability(pieces, random);
    NaiveSwarm swarm = new NaiveSwarm(pieces);
    for (int step = 0; step < 3000; step++) {
      step(random, availability, swarm, maxPeers);
      check(availability, swarm);
    }
  }

  private static void step(
      Random random, Availability availability, NaiveSwarm swarm, int maxPeers) {
    int piece = random.nextInt(swarm.pieces);
    int kind = random.nextInt(8);
    if (kind == 0) {
      availability.add(piece);
      swarm.offered.add(piece);
    } else if (kind == 1) {
      availability.remove(piece);
      swarm.offered.remove(piece);
    } else if (kind == 2) {
      availability.seedCame();
      swarm.seeds++;
    } else if (kind == 3 && swarm.seeds > 0) {
      availability.seedLeft();
      swarm.seeds--;
    } else if (kind == 4 && swarm.peers.size() < maxPeers) {
      BitSet peer = BitSet.valueOf(new long[] {random.nextLong() >>> (64 - swarm.pieces)});
      availability.came(peer);
      swarm.peers.add(peer);
    } else if (kind == 5 && !swarm.peers.isEmpty() && random.nextInt(3) == 0) {
      availability.left(swarm.peers.remove(random.nextInt(swarm.peers.size())));
    } else if (!swarm.peers.isEmpty()) {
      BitSet peer = swarm.peers.get(random.nextInt(swarm.peers.size()));
      if (peer.get(piece)) {
        availability.decrease(piece);
      } else {
        availability.increase(piece);
      }
      peer.flip(piece);
    }
  }

  private static void check(Availability availability, NaiveSwarm swarm) {
    Set<Integer> offered = new TreeSet<>();
    for (int i = 0; i < availability.size(); i++) {
      int piece = availability.get(i);
      offered.add(piece);
      assertEquals(i, availability.rank(piece));
      if (i > 0) {
        assertTrue(sorting(availability, i - 1) <= sorting(availability, i));
      }
    }
    assertEquals(swarm.offered, offered);
    assertEquals(swarm.offered.size(), availability.size());
    for (int piece = 0; piece < swarm.pieces; piece++) {
      assertEquals(swarm.count(piece), availability.count(piece));
      assertEquals(swarm.offered.contains(piece), availability.isOffered(piece));
    }
    assertEquals(
        swarm.offered.stream().filter(piece -> swarm.count(piece) > 0).count(),
        availability.obtainable());
    assertEquals(swarm.copies(), availability.copies(), 1e-9);
  }

  /** Counts beyond 255 are equal to it. */
  private static int sorting(Availability availability, int index) {
    return Math.min(255, availability.count(availability.get(index)));
  }

  @Test
  void amongEquallyRarePiecesNoneIsPreferred() {
    int pieces = 10;
    int[] first = new int[pieces];
    for (int round = 0; round < 5000; round++) {
      Availability availability = new Availability(pieces, new Random(round));
      IntStream.range(0, pieces).forEach(availability::add);
      BitSet some = new BitSet();
      some.set(0, pieces);
      availability.came(some);
      first[availability.get(0)]++;
    }
    for (int piece = 0; piece < pieces; piece++) {
      // 500 are to be expected, and 21 is the standard deviation.
      assertTrue(first[piece] > 350 && first[piece] < 650, piece + ": " + first[piece]);
    }
  }

  @Test
  void whatComesBackLiesAnywhereAmongItsEquals() {
    int pieces = 8;
    int[] place = new int[pieces];
    for (int round = 0; round < 4000; round++) {
      Availability availability = new Availability(pieces, new Random(round));
      IntStream.range(0, pieces).forEach(availability::add);
      availability.remove(3);
      availability.add(3);
      place[availability.rank(3)]++;
    }
    for (int rank = 0; rank < pieces; rank++) {
      assertTrue(place[rank] > 350 && place[rank] < 650, rank + ": " + place[rank]);
    }
  }

  @Test
  void countsBeyondTheLastGroupAreKept() {
    Random random = new Random(4);
    Availability availability = new Availability(12, random);
    NaiveSwarm swarm = new NaiveSwarm(12);
    for (int peers = 0; peers < 300; peers++) {
      swarm.peers.add(new BitSet());
    }
    for (int piece = 0; piece < 12; piece++) {
      availability.add(piece);
      swarm.offered.add(piece);
      // Around the bound of 255.
      for (int peer = 0; peer < 247 + piece; peer++) {
        availability.increase(piece);
        swarm.peers.get(peer).set(piece);
      }
    }
    check(availability, swarm);
    for (int step = 0; step < 3000; step++) {
      int piece = random.nextInt(12);
      BitSet peer = swarm.peers.get(random.nextInt(300));
      if (random.nextInt(4) == 0 && swarm.offered.contains(piece)) {
        availability.remove(piece);
        swarm.offered.remove(piece);
      } else if (random.nextInt(4) == 0) {
        availability.add(piece);
        swarm.offered.add(piece);
      } else if (peer.get(piece) && swarm.count(piece) > 247) {
        availability.decrease(piece);
        peer.clear(piece);
      } else if (!peer.get(piece) && swarm.count(piece) < 262) {
        availability.increase(piece);
        peer.set(piece);
      }
      check(availability, swarm);
    }
  }

  @Test
  void toAddOrRemoveTwiceChangesNothing() {
    Availability availability = new Availability(3, new Random(1));
    availability.add(1);
    availability.add(1);
    assertEquals(1, availability.size());
    availability.remove(1);
    availability.remove(1);
    assertEquals(0, availability.size());
    assertFalse(availability.isOffered(1));
  }
}
