package io.skep.benchmarks;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
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
 * The table of one swarm's peers: announces that want to be told of nobody, so that beside the
 * table there is only the look-up of the swarm. What a choice of peers costs on top is in {@link
 * SelectionBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PeerTableBenchmark {
  /** How many peers the swarm has. */
  @Param({"10", "1000", "1000000"})
  int peers;

  /** Whether what peers say of themselves is kept. */
  @Param({"true", "false"})
  boolean accounting;

  private final SplittableRandom random = new SplittableRandom(1);
  private CaffeineSwarmStore store = Stores.empty(true);

  /** Announces every peer once. */
  @Setup(Level.Trial)
  public void fill() {
    store = Stores.filled(accounting, 1, peers);
  }

  /** An announce of a peer that is there already. */
  @Benchmark
  public SwarmStore.Answer update() {
    return store.announce(Announces.announce(0, random.nextInt(peers)), 0, Stores.LATER);
  }

  /** Two announces: a peer comes, and goes. */
  @Benchmark
  public SwarmStore.Answer comeAndGo() {
    AnnounceRequest stranger = Announces.announce(0, peers + random.nextInt(peers));
    store.announce(stranger, 0, Stores.LATER);
    return store.announce(stranger.withEvent(Event.STOPPED), 0, Stores.LATER);
  }
}
