package io.skep.benchmarks;

import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import io.skep.swarm.SwarmStore;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An announce of a peer that is known, 50 peers wanted, in stores of several shapes: many swarms of
 * ten, one of a million. {@code -t 2} shows the contention of two event loops.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SwarmBenchmark {
  private static final int NOW = 1_800_000_000;

  /** How many swarms, and how many peers each of them has. */
  @Param({"100x10", "100000x10", "1000x100", "1x1000000"})
  String shape = "";

  /** Whether what peers say of themselves is kept. */
  @Param({"true", "false"})
  boolean accounting;

  private CaffeineSwarmStore store = new CaffeineSwarmStore(limits(true));
  private int torrents;
  private int peersPerTorrent;

  /** Where a thread's random announces come from. */
  @State(Scope.Thread)
  public static class Caller {
    private final SplittableRandom random = new SplittableRandom(Thread.currentThread().getId());
  }

  private static SwarmLimits limits(boolean accounting) {
    return new SwarmLimits(20_000_000, 2_000_000, 1800, 5400, 86_400, accounting);
  }

  /** Announces every peer once. */
  @Setup(Level.Trial)
  public void fill() {
    String[] sides = shape.split("x", -1);
    torrents = Integer.parseInt(sides[0]);
    peersPerTorrent = Integer.parseInt(sides[1]);
    store = new CaffeineSwarmStore(limits(accounting));
    for (int torrent = 0; torrent < torrents; torrent++) {
      for (int peer = 0; peer < peersPerTorrent; peer++) {
        store.announce(Announces.announce(torrent, torrent * peersPerTorrent + peer), 0, NOW);
      }
    }
  }

  /** One announce of one of them. */
  @Benchmark
  public SwarmStore.Answer announce(Caller caller) {
    int torrent = caller.random.nextInt(torrents);
    int peer = torrent * peersPerTorrent + caller.random.nextInt(peersPerTorrent);
    return store.announce(Announces.announce(torrent, peer), 50, NOW + 1);
  }

  /** The counts of one swarm, as a scrape asks for them. */
  @Benchmark
  public Object counts(Caller caller) {
    return store.counts(Announces.infoHash(caller.random.nextInt(torrents)));
  }
}
