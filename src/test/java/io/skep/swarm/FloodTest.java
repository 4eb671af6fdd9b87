package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceBuilder;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up info-hashes, and what becomes of the swarms that live. */
class FloodTest {
  private static final int MAX_PEERS = 8000;
  private static final int NEWCOMERS = MAX_PEERS / 8;
  private static final int LIVING = 300;
  private static final int LONELY = 300;
  private static final long BEGIN = 1_800_000_000L;
  private static final int LATER = Samples.INTERVAL / 2;

  private final CaffeineSwarmStore store =
      new CaffeineSwarmStore(Samples.limits(MAX_PEERS, 1000, false));
  private final Map<InfoHash, SwarmCounts> living = new HashMap<>();
  private final Random random = new Random(1);
  private int madeUp;

  private void announce(InfoHash infoHash, PeerAddress address, long now) {
    store.announce(new AnnounceBuilder(infoHash, address).build(), 0, now);
  }

  /**
   * Swarms of ten networks each, and swarms of one peer that has come back after half an interval.
   */
  private void bringToLife() {
    for (int i = 0; i < LIVING; i++) {
      for (int peer = 0; peer < 10; peer++) {
        announce(Samples.infoHash(i), Samples.ipv4(100 * i + peer), BEGIN);
      }
      living.put(Samples.infoHash(i), new SwarmCounts(0, 10, 0, 10));
    }
    for (int i = LIVING; i < LIVING + LONELY; i++) {
      announce(Samples.infoHash(i), Samples.ipv4(100 * i), BEGIN);
    }
    for (int i = LIVING; i < LIVING + LONELY; i++) {
      announce(Samples.infoHash(i), Samples.ipv4(100 * i), BEGIN + LATER);
      living.put(Samples.infoHash(i), new SwarmCounts(0, 1, 0, 1));
    }
    assertEquals(living.size(), survivors());
  }

  private void flood(int infoHashes, IntFunction<PeerAddress> from) {
    for (int i = 0; i < infoHashes; i++) {
      InfoHash made = new InfoHash(random.nextLong(), random.nextLong(), madeUp++);
      announce(made, from.apply(i), BEGIN + LATER + 1);
    }
  }

  /** Counted in a way that Caffeine doesn't take for interest in them. */
  private int survivors() {
    AtomicInteger survivors = new AtomicInteger();
    store.forEach(
        (infoHash, counts) -> {
          if (counts.equals(living.get(infoHash))) {
            survivors.incrementAndGet();
          }
        });
    return survivors.get();
  }

  /** Everything that was established lives on, in full; the flood has the newcomers' room. */
  private void assertOnlyNewcomersWerePutOut() {
    assertEquals(living.size(), survivors());
    long madeUpOnes = store.totals().torrents() - living.size();
    assertTrue(madeUpOnes <= NEWCOMERS / 2, "room for " + madeUpOnes + " made-up swarms");
    TierCheck.assertSound(store);
    Recount.assertEqualsTotals(store, "after the flood");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100})
  void aFloodFromOneAddressPutsOutNoLivingSwarm(int times) {
    bringToLife();
    flood(times * living.size(), i -> Samples.ipv4(0xFF_FFFF));
    assertOnlyNewcomersWerePutOut();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100})
  void aFloodFromOneNetworkOfIpv6PutsOutNoLivingSwarm(int times) {
    bringToLife();
    PeerAddress any = Samples.ipv6(7);
    flood(
        times * living.size(),
        i -> new PeerAddress(any.high(), random.nextLong(), 1 + random.nextInt(0xFFFF)));
    assertOnlyNewcomersWerePutOut();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100})
  void aFloodFromManyAddressesEachHashOncePutsOutNoLivingSwarm(int times) {
    bringToLife();
    flood(times * living.size(), i -> PeerAddress.ipv4(random.nextInt(), 6881));
    assertOnlyNewcomersWerePutOut();
  }

  @Test
  void aSwarmOfOneAddressWithManyPortsIsNoMoreThanANewcomer() {
    bringToLife();
    InfoHash made = Samples.infoHash(-1);
    for (int port = 1; port <= 5000; port++) {
      announce(made, Samples.ipv4(0xFF_FFFF).withPort(port), BEGIN + LATER + 1);
    }
    assertOnlyNewcomersWerePutOut();
  }

  @Test
  void newcomersAreFoundThroughoutAFloodOnceTheyAreTwo() {
    for (int i = 0; i < LIVING; i++) {
      announce(Samples.infoHash(i), Samples.ipv4(2 * i), BEGIN);
      announce(Samples.infoHash(i), Samples.ipv4(2 * i + 1), BEGIN);
      living.put(Samples.infoHash(i), new SwarmCounts(0, 2, 0, 2));
      flood(20, n -> Samples.ipv4(0xFF_FFFF));
    }
    assertOnlyNewcomersWerePutOut();
  }

  /** As one household has them: an IPv4 address and an IPv6 address. */
  @ParameterizedTest
  @ValueSource(ints = {10, 100})
  void aFloodFromTwoNetworksPutsOutNoLivingSwarm(int times) {
    bringToLife();
    floodFromTwoNetworks(times * living.size());
    assertEquals(living.size(), survivors());
    assertHasRoomToGrow();
  }

  private void floodFromTwoNetworks(int infoHashes) {
    for (int i = 0; i < infoHashes; i++) {
      InfoHash made = new InfoHash(random.nextLong(), random.nextLong(), madeUp++);
      announce(made, Samples.ipv4(0xFF_FFFF), BEGIN + LATER + 1);
      announce(made, Samples.ipv6(0xFF_FFFF), BEGIN + LATER + 1);
    }
  }

  private void assertHasRoomToGrow() {
    for (int i = 0; i < LIVING; i++) {
      announce(Samples.infoHash(i), Samples.ipv4(100 * i + 50), BEGIN + LATER + 1);
      living.put(Samples.infoHash(i), new SwarmCounts(0, 11, 0, 11));
    }
    assertEquals(living.size(), survivors());
    assertEquals(0, TierCheck.evictions(store, "established"));
    TierCheck.assertSound(store);
    Recount.assertEqualsTotals(store, "after the flood");
  }

  /** Who comes back for its made-up swarms establishes those that held out, and no more. */
  @Test
  void aFloodThatComesBackGainsNoMoreThanTheNewcomersRoom() {
    bringToLife();
    List<InfoHash> made = new ArrayList<>();
    for (int i = 0; i < 10 * living.size(); i++) {
      made.add(new InfoHash(random.nextLong(), random.nextLong(), madeUp++));
    }
    for (long now : new long[] {BEGIN + LATER + 1, BEGIN + 2 * LATER + 1}) {
      made.forEach(infoHash -> announce(infoHash, Samples.ipv4(0xFF_FFFF), now));
    }
    assertEquals(living.size(), survivors());
    long madeUpOnes = store.totals().torrents() - living.size();
    assertTrue(madeUpOnes <= NEWCOMERS, "room for " + madeUpOnes + " made-up swarms");
    assertHasRoomToGrow();
  }

  /**
   * A swarm of two networks that comes when there is no room has to last, and then has its place.
   */
  @Test
  void aSwarmThatLastsIsTakenInWhenThereIsNoRoomForOthers() {
    bringToLife();
    floodFromTwoNetworks(10 * living.size());
    InfoHash late = Samples.infoHash(LIVING + LONELY);
    announce(late, Samples.ipv4(1), BEGIN + LATER + 2);
    announce(late, Samples.ipv4(2), BEGIN + LATER + 2);
    assertFalse(isEstablished(late));
    announce(late, Samples.ipv4(2), BEGIN + 2 * LATER + 2);
    assertTrue(isEstablished(late));
    assertEquals(living.size(), survivors());
    assertEquals(new SwarmCounts(0, 2, 0, 2), store.counts(late));
  }

  private boolean isEstablished(InfoHash infoHash) {
    return Objects.requireNonNull(store.tiers().get("established")).asMap().containsKey(infoHash);
  }
}
