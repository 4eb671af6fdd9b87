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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Announces by several threads at once, which meet in the same swarms the more often the fewer
 * there are. Run once more with {@code -t 1} to see what an announce takes alone: where threads
 * don't hinder each other, and there are cores enough, it takes the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(2)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ContentionBenchmark {
  private static final int PEERS = 100_000;

  /** Over how many swarms the peers are spread. */
  @Param({"1", "100", "10000"})
  int swarms;

  private CaffeineSwarmStore store = Stores.empty(true);

  /** Where a thread's random announces come from. */
  @State(Scope.Thread)
  public static class Caller {
    private final SplittableRandom random = new SplittableRandom(Thread.currentThread().getId());
  }

  /** Announces every peer once. */
  @Setup(Level.Trial)
  public void fill() {
    store = Stores.filled(true, swarms, PEERS / swarms);
  }

  /** One announce of one of them that wants 50 peers. */
  @Benchmark
  public SwarmStore.Answer announce(Caller caller) {
    int peer = caller.random.nextInt(PEERS);
    return store.announce(Announces.announce(peer / (PEERS / swarms), peer), 50, Stores.LATER);
  }
}
