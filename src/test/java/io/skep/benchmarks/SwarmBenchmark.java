package io.skep.benchmarks;

import io.skep.swarm.CaffeineSwarmStore;
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
 * ten, one of a million. {@link ContentionBenchmark} has several threads at once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SwarmBenchmark {
  /** How many swarms, and how many peers each of them has. */
  @Param({"100x10", "100000x10", "1000x100", "1x1000000"})
  String shape = "";

  /** Whether what peers say of themselves is kept. */
  @Param({"true", "false"})
  boolean accounting;

  private CaffeineSwarmStore store = Stores.empty(true);
  private int torrents;
  private int peersPerTorrent;

  /** Where a thread's random announces come from. */
  @State(Scope.Thread)
  public static class Caller {
    private final SplittableRandom random = new SplittableRandom(Thread.currentThread().getId());
  }

  /** Announces every peer once. */
  @Setup(Level.Trial)
  public void fill() {
    String[] sides = shape.split("x", -1);
    torrents = Integer.parseInt(sides[0]);
    peersPerTorrent = Integer.parseInt(sides[1]);
    store = Stores.filled(accounting, torrents, peersPerTorrent);
  }

  /** One announce of one of them. */
  @Benchmark
  public SwarmStore.Answer announce(Caller caller) {
    int torrent = caller.random.nextInt(torrents);
    int peer = torrent * peersPerTorrent + caller.random.nextInt(peersPerTorrent);
    return store.announce(Announces.announce(torrent, peer), 50, Stores.LATER);
  }

  /** The counts of one swarm, as a scrape asks for them. */
  @Benchmark
  public Object counts(Caller caller) {
    return store.counts(Announces.infoHash(caller.random.nextInt(torrents)));
  }
}
