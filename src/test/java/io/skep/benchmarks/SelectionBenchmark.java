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
 * The choice of peers for a caller: announces of peers that are there already. The difference to
 * those that want nobody is what the choice costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SelectionBenchmark {
  /** How many peers the swarm has, every other one a seeder. */
  @Param({"10", "60", "1000", "1000000"})
  int peers;

  /** How many peers the caller wants. */
  @Param({"0", "50", "200"})
  int wanted;

  private final SplittableRandom random = new SplittableRandom(1);
  private CaffeineSwarmStore store = Stores.empty(true);

  /** Announces every peer once. */
  @Setup(Level.Trial)
  public void fill() {
    store = Stores.filled(true, 1, peers);
  }

  /** For a leecher, who is told of all. */
  @Benchmark
  public SwarmStore.Answer forLeecher() {
    return store.announce(
        Announces.announce(0, random.nextInt(peers / 2) * 2 + 1), wanted, Stores.LATER);
  }

  /** For a seeder, who is told of no seeders. */
  @Benchmark
  public SwarmStore.Answer forSeeder() {
    return store.announce(
        Announces.announce(0, random.nextInt(peers / 2) * 2), wanted, Stores.LATER);
  }
}
