package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceBuilder;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over many announces each candidate is told as often as any other. */
class PeerSelectionFairnessTest {
  private static final InfoHash SWARM = Samples.infoHash(1);
  private static final long NOW = 1_800_000_000L;

  private final SwarmStore store = seeded(1);
  private final Map<PeerAddress, Integer> candidates = new HashMap<>();

  private static SwarmStore seeded(long seed) {
    Random random = new Random(seed);
    return new CaffeineSwarmStore(Samples.limits(false), () -> random);
  }

  private static AnnounceBuilder peer(PeerAddress address) {
    return new AnnounceBuilder(SWARM, address);
  }

  private void candidate(AnnounceBuilder announce) {
    candidates.put(announce.build().address(), candidates.size());
    store.announce(announce.build(), 0, NOW);
  }

  /** How often each candidate is told to this caller, who takes part in the swarm itself. */
  private long[] told(AnnounceRequest caller, int wanted, int rounds) {
    long[] told = new long[candidates.size()];
    for (int round = 0; round < rounds; round++) {
      PeerList peers = store.announce(caller, wanted, NOW).peers();
      int ofInterest = 0;
      for (int number : numbers(peers)) {
        told[number]++;
        ofInterest++;
      }
      assertEquals(Math.min(wanted, candidates.size()), ofInterest);
    }
    return told;
  }

  /** The candidates of an answer; anyone else, or one twice, is a failure. */
  private int[] numbers(PeerList peers) {
    int[] numbers =
        peers.entries().stream()
            .mapToInt(entry -> candidates.getOrDefault(entry.address(), -1))
            .sorted()
            .toArray();
    for (int i = 0; i < numbers.length; i++) {
      assertNotEquals(-1, numbers[i], "told of somebody who is no candidate");
      assertTrue(i == 0 || numbers[i - 1] != numbers[i], "told twice");
    }
    return numbers;
  }

  /** The first few are listed and shuffled, the others drawn. */
  @ParameterizedTest
  @CsvSource({"10, 3", "63, 20", "64, 63", "150, 100", "66, 2", "100, 30", "1000, 50", "1000, 1"})
  void inOneTable(int size, int wanted) {
    for (int i = 0; i < size; i++) {
      candidate(peer(Samples.ipv4(i)));
    }
    AnnounceRequest caller = peer(Samples.ipv4(size)).build();
    ChiSquare.assertUniform(told(caller, wanted, 60 * size / wanted + 2000), wanted);
  }

  /** Where neighbours are drawn together, in one table of many and one that hardly fills a run. */
  @ParameterizedTest
  @CsvSource({"3, 50", "300, 50", "300, 20"})
  void inRuns(int partialSeeds, int wanted) {
    for (int i = 0; i < PeerSample.FAR_APART; i++) {
      candidate(peer(Samples.ipv4(i)));
    }
    for (int i = 0; i < partialSeeds; i++) {
      candidate(peer(Samples.ipv4(60_000 + i)).event(Event.PAUSED));
    }
    AnnounceRequest caller = peer(Samples.ipv4(65_000)).build();
    int rounds = 120 * PeerSample.FAR_APART / wanted;
    long[] told = told(caller, wanted, rounds);
    ChiSquare.assertUniform(told, wanted);
    long[] few = Arrays.copyOfRange(told, PeerSample.FAR_APART, told.length);
    double expected = (double) rounds * wanted / told.length * few.length;
    // Those of a run are told together.
    double deviation = Math.sqrt(expected * Math.min(partialSeeds, PeerSample.RUN));
    assertEquals(expected, Arrays.stream(few).sum(), 6 * deviation);
  }

  @ParameterizedTest
  @CsvSource({"5, 12, 20, 10", "200, 7, 40, 30", "40, 300, 1, 5", "500, 500, 500, 50"})
  void acrossRoles(int leechers, int partialSeeds, int seeders, int wanted) {
    for (int i = 0; i < leechers; i++) {
      candidate(peer(Samples.ipv4(i)));
    }
    for (int i = 0; i < partialSeeds; i++) {
      candidate(peer(Samples.ipv4(1000 + i)).event(Event.PAUSED));
    }
    for (int i = 0; i < seeders; i++) {
      candidate(peer(Samples.ipv4(2000 + i)).seeder());
    }
    AnnounceRequest caller = peer(Samples.ipv4(5000)).build();
    int size = candidates.size();
    ChiSquare.assertUniform(told(caller, wanted, 60 * size / wanted + 2000), wanted);
  }

  @ParameterizedTest
  @CsvSource({"20, 30", "20, 400"})
  void ofTheOtherFamilyInWhatRoomTheOwnLeaves(int own, int other) {
    int wanted = own + 10;
    for (int i = 0; i < own; i++) {
      candidate(peer(Samples.ipv4(i)));
    }
    for (int i = 0; i < other; i++) {
      candidate(peer(Samples.ipv6(i)));
    }
    int rounds = 10 * other;
    long[] told = told(peer(Samples.ipv4(5000)).build(), wanted, rounds);
    for (int i = 0; i < own; i++) {
      assertEquals(rounds, told[i]);
    }
    ChiSquare.assertUniform(Arrays.copyOfRange(told, own, told.length), 10);
  }

  /** Every set of candidates has the same chance, not just every candidate. */
  @ParameterizedTest
  @CsvSource({"12", "70"})
  void ofPairs(int size) {
    for (int i = 0; i < size; i++) {
      AnnounceBuilder peer = peer(Samples.ipv4(i));
      candidate(i % 3 == 0 ? peer.seeder() : peer);
    }
    AnnounceRequest caller = peer(Samples.ipv4(size)).build();
    long[] pairs = new long[size * (size - 1) / 2];
    for (int round = 0; round < 40 * pairs.length; round++) {
      int[] pair = numbers(store.announce(caller, 2, NOW).peers());
      assertEquals(2, pair.length);
      pairs[pair[1] * (pair[1] - 1) / 2 + pair[0]]++;
    }
    ChiSquare.assertUniform(pairs, 1);
  }

  @ParameterizedTest
  @CsvSource({"40, 20", "40, 300", "700, 300"})
  void amongThoseThatAreNotSilent(int size, int silent) {
    List<PeerAddress> all = new ArrayList<>();
    for (int i = 0; i < size + silent; i++) {
      all.add(Samples.ipv4(i));
    }
    for (PeerAddress address : all.subList(0, size)) {
      candidates.put(address, candidates.size());
    }
    PeerTable table = table(all, size);
    PeerSample sample = new PeerSample(new Random(5));
    long[] told = new long[size];
    for (int round = 0; round < 4000; round++) {
      AnnounceRequest caller = peer(Samples.ipv4(50_000)).build();
      sample.choose(table, caller, 20, NOW, Samples.TTL);
      for (int number : numbers(sample.answer().list())) {
        told[number]++;
      }
    }
    ChiSquare.assertUniform(told, 20);
  }

  /** A table by itself, where nothing expires; all but the first {@code size} have been silent. */
  private static PeerTable table(List<PeerAddress> all, int size) {
    PeerTable table = new PeerTable(TableKind.of(Role.LEECHER, true, false), null);
    for (int i = 0; i < all.size(); i++) {
      long lastSeen = i < size ? NOW - Samples.TTL : NOW - Samples.TTL - 1;
      table.add(peer(all.get(i)).build(), lastSeen, 0);
    }
    return table;
  }

  @Test
  void whereNearlyAllAreSilentTheSearchEnds() {
    List<PeerAddress> all = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      all.add(Samples.ipv4(i));
    }
    PeerTable table = table(all, 1);
    AnnounceRequest caller = peer(Samples.ipv4(50_000)).build();
    PeerSample sample = new PeerSample(new Random(5));
    for (int round = 0; round < 100; round++) {
      sample.choose(table, caller, 50, NOW, Samples.TTL);
      PeerList peers = sample.answer().list();
      assertTrue(peers.size() <= 1);
      peers.entries().forEach(entry -> assertEquals(Samples.ipv4(0), entry.address()));
    }
  }

  @Test
  void theCallerIsLeftOutHoweverManyThereAre() {
    for (int size : new int[] {2, 60, 70, 300}) {
      SwarmStore swarms = seeded(size);
      for (int i = 0; i < size; i++) {
        swarms.announce(peer(Samples.ipv4(i)).build(), 0, NOW);
        swarms.announce(peer(Samples.ipv6(i)).build(), 0, NOW);
      }
      for (int round = 0; round < 2000; round++) {
        boolean ipv4 = round % 2 == 0;
        PeerAddress address = ipv4 ? Samples.ipv4(round % size) : Samples.ipv6(round % size);
        PeerList peers = swarms.announce(peer(address).build(), 25, NOW).peers();
        assertTrue(Samples.addresses(peers).size() >= Math.min(25, size));
        assertTrue(!Samples.addresses(peers).contains(address.toString()));
      }
    }
  }
}
