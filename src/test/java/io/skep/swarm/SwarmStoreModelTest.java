package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.swarm.SwarmStore.Answer;
import io.skep.swarm.SwarmStore.Summary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long random sequences of announces, silences and sweeps, beside a {@link NaiveSwarmStore}. */
class SwarmStoreModelTest {
  private static final long BEGIN = 1_800_000_000L;
  private static final int SEEDS = 10;
  private static final int STEPS = 3000;
  private static final int ALL = Integer.MAX_VALUE;

  /** So few peers that an announce expires all that are due, as the naive store does. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void countsAndTotalsAreThoseOfTheNaiveStoreAfterEveryStep(boolean accounting) {
    for (long seed = 0; seed < SEEDS; seed++) {
      SwarmLimits limits = new SwarmLimits(1 << 20, 12, 1800, 2700, 9000, accounting);
      CaffeineSwarmStore store = new CaffeineSwarmStore(limits);
      NaiveSwarmStore naive = new NaiveSwarmStore(limits);
      Random random = new Random(seed);
      List<InfoHash> swarms = RandomAnnounces.infoHashes(5);
      RandomAnnounces announces =
          new RandomAnnounces(random, swarms, RandomAnnounces.addresses(0, 10));
      long now = BEGIN;
      for (int step = 0; step < STEPS; step++) {
        String at = "seed " + seed + ", step " + step;
        int dice = random.nextInt(100);
        if (dice < 88) {
          compareAnswers(store, naive, announces.next(), random.nextInt(20) - 1, now, at);
        } else if (dice < 98) {
          now += random.nextInt(dice < 97 ? 600 : 6000);
        } else {
          store.sweep(now);
          naive.sweep(now);
        }
        for (InfoHash swarm : swarms) {
          assertEquals(naive.counts(swarm), store.counts(swarm), at);
        }
        assertEquals(naive.totals(), store.totals(), at);
        if (step % 50 == 0) {
          compareMembers(store, naive, swarms, now, at);
        }
      }
    }
  }

  private static void compareAnswers(
      SwarmStore store,
      SwarmStore naive,
      AnnounceRequest request,
      int wanted,
      long now,
      String at) {
    Answer answer = store.announce(request, wanted, now);
    Answer everybody = naive.announce(request, ALL, now);
    assertEquals(everybody.counts(), answer.counts(), at);
    Set<PeerList.Entry> told = Set.copyOf(answer.peers().entries());
    assertEquals(answer.peers().size(), told.size(), at);
    assertTrue(Set.copyOf(everybody.peers().entries()).containsAll(told), at);
    boolean ipv4 = request.address().isIpv4();
    int own = Math.min(Math.max(0, wanted), ofFamily(everybody, ipv4));
    int other = Math.min(Math.max(0, wanted) - own, ofFamily(everybody, !ipv4));
    assertEquals(own, ofFamily(answer, ipv4), at);
    assertEquals(other, ofFamily(answer, !ipv4), at);
  }

  private static int ofFamily(Answer answer, boolean ipv4) {
    return ipv4
        ? answer.peers().ipv4().length / PeerList.IPV4_LENGTH
        : answer.peers().ipv6().length / PeerList.IPV6_LENGTH;
  }

  private static void compareMembers(
      SwarmStore store, SwarmStore naive, List<InfoHash> swarms, long now, String at) {
    assertEquals(Set.copyOf(naive.summaries()), Set.copyOf(store.summaries()), at);
    assertEquals(naive.summaries().size(), store.summaries().size(), at);
    for (InfoHash swarm : swarms) {
      List<Peer> members = store.members(swarm, 0, ALL, now).peers();
      assertEquals(Set.copyOf(naive.members(swarm, 0, ALL, now).peers()), Set.copyOf(members), at);
      assertEquals(members.size(), Set.copyOf(members).size(), at);
    }
  }

  /** Here an announce expires a slice only, so members are compared after sweeps. */
  @Test
  void theMembersOfALargeSwarmAreThoseOfTheNaiveStoreAfterEverySweep() {
    for (long seed = 0; seed < 2; seed++) {
      CaffeineSwarmStore store = new CaffeineSwarmStore(Samples.limits(false));
      Map<PeerAddress, Long> lastSeen = new HashMap<>();
      Random random = new Random(seed);
      List<InfoHash> swarms = RandomAnnounces.infoHashes(1);
      RandomAnnounces announces =
          new RandomAnnounces(random, swarms, RandomAnnounces.addresses(0, 1000));
      long now = BEGIN;
      for (int step = 0; step < 40_000; step++) {
        String at = "seed " + seed + ", step " + step;
        AnnounceRequest request = announces.next();
        Answer answer = store.announce(request, random.nextInt(60), now);
        assertAllowed(answer, request, lastSeen, now, at);
        switch (request.event()) {
          case STOPPED -> lastSeen.remove(request.address());
          default -> lastSeen.put(request.address(), now);
        }
        // Silences of two kinds: some grow old, now and then nearly all of them do.
        now += random.nextInt(step % 20_000 > 16_000 ? 40 : 4);
        if (random.nextInt(1000) == 0) {
          long youngest = now - Samples.TTL;
          lastSeen.values().removeIf(seen -> seen < youngest);
          store.sweep(now);
          assertEquals(lastSeen, lastSeenIn(store, swarms.get(0), now), at);
          assertEquals(lastSeen.size(), store.totals().seeders() + store.totals().leechers(), at);
        }
      }
    }
  }

  private static void assertAllowed(
      Answer answer, AnnounceRequest caller, Map<PeerAddress, Long> lastSeen, long now, String at) {
    Set<PeerAddress> told = new HashSet<>();
    for (PeerList.Entry entry : answer.peers().entries()) {
      assertTrue(told.add(entry.address()), at);
      Long seen = lastSeen.get(entry.address());
      assertTrue(seen != null && now - seen <= Samples.TTL, at);
    }
    assertTrue(!told.contains(caller.address()), at);
  }

  private static Map<PeerAddress, Long> lastSeenIn(SwarmStore store, InfoHash swarm, long now) {
    return store.members(swarm, 0, ALL, now).peers().stream()
        .collect(Collectors.toMap(Peer::address, Peer::lastSeen));
  }

  /** So little room that Caffeine puts swarms out all the time. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void totalsAreTheSumsOverTheSwarmsWhicheverAreEvicted(boolean accounting) {
    long evictions = 0;
    for (long seed = 0; seed < 4; seed++) {
      CaffeineSwarmStore store = new CaffeineSwarmStore(Samples.limits(150, 100, accounting));
      Random random = new Random(seed);
      List<InfoHash> swarms = RandomAnnounces.infoHashes(60);
      RandomAnnounces announces =
          new RandomAnnounces(random, swarms, RandomAnnounces.addresses(0, 15));
      long now = BEGIN;
      for (int step = 0; step < STEPS; step++) {
        String at = "seed " + seed + ", step " + step;
        AnnounceRequest request = announces.next();
        Answer answer = store.announce(request, 5, now);
        assertConsistent(answer, request, store, at);
        now += random.nextInt(10);
        if (random.nextInt(100) == 0) {
          store.sweep(now);
        }
        Recount.assertEqualsTotals(store, at);
      }
      evictions += TierCheck.evictions(store);
      TierCheck.assertSound(store);
    }
    assertTrue(evictions > 100, "only " + evictions + " evictions");
  }

  /** A swarm that was put out since has nobody; one that was not is as the answer said. */
  private static void assertConsistent(
      Answer answer, AnnounceRequest request, SwarmStore store, String at) {
    int there = answer.counts().complete() + answer.counts().incomplete();
    assertTrue(answer.counts().downloaders() <= answer.counts().incomplete(), at);
    assertTrue(answer.peers().size() <= there, at);
    Summary summary = store.members(request.infoHash(), 0, 0, BEGIN).summary();
    if (summary.lastAnnounce() != 0) {
      assertEquals(answer.counts(), summary.counts(), at);
    }
  }
}
