package io.skep.benchmarks;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.ScrapeRequest;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.tracker.Admission;
import io.skep.tracker.AnnounceRules;
import io.skep.tracker.Tracker;
import io.vertx.core.Future;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An announce from its rules to its answer, in the mode open, with 10,000 torrents and 100,000
 * peers. With {@code -prof gc} it shows what an announce leaves for the garbage collector.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrackerBenchmark {
  private static final int TORRENTS = 10_000;
  private static final int PEERS_PER_TORRENT = 10;

  private final SplittableRandom random = new SplittableRandom(1);
  private final AnnounceRequest[] announces = new AnnounceRequest[TORRENTS * PEERS_PER_TORRENT];
  private Tracker tracker = tracker(0);

  private static Tracker tracker(int torrents) {
    return new Tracker(
        new AnnounceRules(1800, 900, 50, 200),
        Admission.OPEN,
        Stores.filled(true, torrents, PEERS_PER_TORRENT));
  }

  /** Announces every peer once. */
  @Setup(Level.Trial)
  public void fill() {
    for (int peer = 0; peer < announces.length; peer++) {
      announces[peer] = Announces.announce(peer / PEERS_PER_TORRENT, peer);
    }
    tracker = tracker(TORRENTS);
  }

  /** An announce that wants 50 peers, itself made before. */
  @Benchmark
  public Future<AnnounceResponse> announce() {
    AnnounceRequest announce = announces[random.nextInt(announces.length)];
    return tracker.announce(announce, announce.address(), Stores.LATER);
  }

  /** A scrape of one torrent. */
  @Benchmark
  public Future<ScrapeResponse> scrape() {
    AnnounceRequest announce = announces[random.nextInt(announces.length)];
    return tracker.scrape(
        new ScrapeRequest(List.of(announce.infoHash()), ""), announce.address(), Stores.LATER);
  }
}
