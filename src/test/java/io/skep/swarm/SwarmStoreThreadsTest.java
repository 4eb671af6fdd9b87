package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceBuilder;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Several threads at once, and the sums are right when they are done. */
class SwarmStoreThreadsTest {
  private static final int THREADS = 4;
  private static final long BEGIN = 1_800_000_000L;

  private interface Step {
    void take(Random random, RandomAnnounces announces, int number);
  }

  private static RandomAnnounces announces(Random random, List<InfoHash> swarms, int share) {
    return new RandomAnnounces(
        random, swarms, RandomAnnounces.addresses(20 * share, 20 * share + 20));
  }

  /** Fails if a thread fails, or if they are not done in a minute. */
  private static void run(int steps, List<InfoHash> swarms, boolean sameAddresses, Step step)
      throws Exception {
    CyclicBarrier together = new CyclicBarrier(THREADS);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      RandomAnnounces announces = announces(random, swarms, sameAddresses ? 0 : thread);
      tasks.add(
          () -> {
            together.await();
            for (int number = 0; number < steps; number++) {
              step.take(random, announces, number);
            }
            return null;
          });
    }
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Void> done : executor.invokeAll(tasks, 1, TimeUnit.MINUTES)) {
        done.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void totalsAreRightAfterAnnouncesSweepsAndEvictionsAtOnce() throws Exception {
    CaffeineSwarmStore store = new CaffeineSwarmStore(Samples.limits(600, 60, false));
    AtomicLong clock = new AtomicLong(BEGIN);
    List<InfoHash> swarms = RandomAnnounces.infoHashes(120);
    run(
        50_000,
        swarms,
        true,
        (random, announces, number) -> {
          long now = clock.get();
          switch (random.nextInt(400)) {
            case 0 -> store.sweep(now);
            case 1 -> store.forEach((infoHash, counts) -> assertTrue(counts.complete() >= 0));
            case 2, 3, 4, 5, 6, 7 -> clock.addAndGet(random.nextInt(60));
            case 8, 9, 10, 11 -> store.counts(swarms.get(random.nextInt(swarms.size())));
            default -> store.announce(announces.next(), 10, now);
          }
        });
    Recount.assertEqualsTotals(store, "at rest");
    Recount.assertEqualsMembers(store, clock.get());
    TierCheck.assertSound(store);
    assertTrue(TierCheck.evictions(store) > 1000, "hardly an eviction");
    assertTrue(store.totals().expired() > 100, "hardly an expiry");
    store.sweep(clock.get() + Samples.TTL + 1);
    store.sweep(clock.get() + Samples.TTL + Samples.RETENTION + 1);
    assertEquals(List.of(), store.summaries());
    Recount.assertEqualsTotals(store, "swept");
  }

  /**
   * Each thread has addresses of its own, so that the end doesn't depend on who came first, and is
   * that of a naive store that hears each thread after the other. All come within the time for
   * which silence is allowed, some with a clock that they read before others did: nobody expires.
   */
  @Test
  void theEndIsThatOfTheNaiveStoreWhoeverCameFirst() throws Exception {
    SwarmLimits limits = Samples.limits(1 << 20, 100_000, true);
    CaffeineSwarmStore store = new CaffeineSwarmStore(limits);
    AtomicLong clock = new AtomicLong(BEGIN);
    List<InfoHash> swarms = RandomAnnounces.infoHashes(40);
    int steps = 20_000;
    run(
        steps,
        swarms,
        false,
        (random, announces, number) -> {
          AnnounceRequest request = announces.next();
          long now = clock.get();
          if (number % 100 == 0) {
            clock.incrementAndGet();
          }
          if (number % 1000 == 1) {
            store.sweep(now);
          }
          store.announce(request, 10, now);
        });
    NaiveSwarmStore naive = new NaiveSwarmStore(limits);
    for (int thread = 0; thread < THREADS; thread++) {
      RandomAnnounces announces = announces(new Random(thread), swarms, thread);
      for (int number = 0; number < steps; number++) {
        naive.announce(announces.next(), 0, BEGIN);
      }
    }
    for (InfoHash swarm : swarms) {
      assertEquals(naive.counts(swarm), store.counts(swarm), swarm::toString);
    }
    assertEquals(naive.totals(), store.totals());
    Recount.assertEqualsMembers(store, clock.get());
    TierCheck.assertSound(store);
  }

  /** New swarms, each found, made and moved up by all threads at about the same time. */
  @Test
  void nobodyIsLostWhileASwarmIsMadeAndMovesUp() throws Exception {
    CaffeineSwarmStore store = new CaffeineSwarmStore(Samples.limits(1 << 22, 100, false));
    AtomicInteger threads = new AtomicInteger();
    ThreadLocal<Integer> thread = ThreadLocal.withInitial(threads::getAndIncrement);
    int swarms = 30_000;
    run(
        swarms,
        List.of(),
        false,
        (random, announces, number) -> {
          InfoHash infoHash = Samples.infoHash(number);
          for (int network = 2 * thread.get(); network < 2 * thread.get() + 2; network++) {
            store.announce(new AnnounceBuilder(infoHash, Samples.ipv4(network)).build(), 0, BEGIN);
            assertTrue(store.counts(infoHash).incomplete() > 0, "it was not to be found");
          }
        });
    for (int number = 0; number < swarms; number++) {
      assertEquals(2 * THREADS, store.counts(Samples.infoHash(number)).incomplete());
    }
    assertEquals(new Totals(swarms, 0, 2L * THREADS * swarms, 0, 0, 0), store.totals());
    TierCheck.assertSound(store);
  }
}
