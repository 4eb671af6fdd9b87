package io.skep.load;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skep.server.AddressRanges;
import io.skep.server.ClientAddress;
import io.skep.server.HttpSettings;
import io.skep.server.MonotonicSeconds;
import io.skep.server.TotalsJson;
import io.skep.server.TrackerMetrics;
import io.skep.server.TrackerServer;
import io.skep.server.UdpSettings;
import io.skep.server.Waiting;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import io.skep.swarm.Totals;
import io.skep.tracker.Admission;
import io.skep.tracker.AnnounceRules;
import io.skep.tracker.Tracker;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;

/** Skep's own tracker on loopback, open to all. */
final class OwnTracker implements AutoCloseable {
  private static final int INTERVAL = 1800;
  private static final int PATIENCE_SECONDS = 30;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
  private final CaffeineSwarmStore swarms =
      new CaffeineSwarmStore(new SwarmLimits(100_000, 10_000, INTERVAL, 2700, 86_400, true));
  private final TrackerServer server;

  OwnTracker(Admission admission) throws Exception {
    TrackerMetrics metrics = new TrackerMetrics(new SimpleMeterRegistry());
    MonotonicSeconds seconds = new MonotonicSeconds();
    TrackerServer.Parts parts =
        new TrackerServer.Parts(
            new Tracker(new AnnounceRules(INTERVAL, 900, 50, 200), admission, swarms),
            new ClientAddress(
                AddressRanges.NONE, ClientAddress.Header.X_FORWARDED_FOR, AddressRanges.NONE),
            new TotalsJson("test", "open", swarms, metrics, seconds),
            metrics,
            seconds,
            300);
    server =
        Waiting.on(
            TrackerServer.start(
                vertx,
                parts,
                new HttpSettings("127.0.0.1", 0, 60, 1000, 100, false, 60, false, null),
                new UdpSettings("127.0.0.1", 0, new byte[16], 0),
                1));
  }

  String udp() {
    return "udp://127.0.0.1:" + server.udpPort() + "/announce";
  }

  String http() {
    return "http://127.0.0.1:" + server.httpPort() + "/announce";
  }

  Totals totals() {
    return swarms.totals();
  }

  @Override
  public void close() {
    server
        .stop()
        .eventually(vertx::close)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
