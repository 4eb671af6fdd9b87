package io.skep.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.SwarmCounts;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import io.skep.swarm.Totals;
import io.skep.tracker.AnnounceRules;
import io.skep.tracker.Tracker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** A tracker's sockets on loopback, with what can be seen of them. */
final class RunningTracker implements AutoCloseable {
  static final int INTERVAL = 1800;
  static final int MIN_INTERVAL = 900;
  static final int SCRAPE_INTERVAL = 300;
  static final int DEFAULT_NUMWANT = 5;
  static final int MAX_NUMWANT = 8;

  private final TrackerSetup setup;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CaffeineSwarmStore swarms =
      new CaffeineSwarmStore(new SwarmLimits(100_000, 10_000, INTERVAL, 2700, 86_400, true));
  private final TrackerServer server;
  private @Nullable Future<Void> stopped;

  private RunningTracker(TrackerSetup setup) throws Exception {
    this.setup = setup;
    Vertx vertx = setup.nativeTransport ? SharedVertx.NATIVE : SharedVertx.NIO;
    TrackerMetrics metrics = new TrackerMetrics(registry);
    Tracker tracker =
        new Tracker(
            new AnnounceRules(INTERVAL, MIN_INTERVAL, DEFAULT_NUMWANT, MAX_NUMWANT),
            setup.admission,
            swarms);
    TrackerServer.Parts parts =
        new TrackerServer.Parts(
            tracker,
            setup.clientAddress(),
            new TotalsJson("test", "open", swarms, metrics, setup.clock),
            metrics,
            setup.clock,
            SCRAPE_INTERVAL);
    this.server =
        Waiting.on(TrackerServer.start(vertx, parts, setup.http(), setup.udp(), setup.eventLoops));
  }

  static RunningTracker start(TrackerSetup setup) throws Exception {
    return new RunningTracker(setup);
  }

  ManualClock clock() {
    return setup.clock;
  }

  TrackerServer server() {
    return server;
  }

  RawHttp http() throws Exception {
    return RawHttp.connect(setup.host, server.httpPort());
  }

  UdpClient udp() throws Exception {
    return UdpClient.connect(setup.host, server.udpPort());
  }

  SwarmCounts counts(InfoHash infoHash) {
    return swarms.counts(infoHash);
  }

  Totals totals() {
    return swarms.totals();
  }

  int connections() {
    Gauge gauge = registry.get("skep.http.connections").gauge();
    return (int) gauge.value();
  }

  /** How many packets were dropped for this reason. */
  int dropped(DroppedPacket reason) {
    return count("skep.udp.dropped.packets", "reason", label(reason));
  }

  /** How many requests and connections were turned away for this reason. */
  int turnedAway(HttpFault reason) {
    return count("skep.http.errors", "reason", label(reason));
  }

  /** The sum of the counters of this name that have these tags. */
  int count(String name, String... tags) {
    return (int)
        registry.get(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }

  Future<Void> stop() {
    Future<Void> stopping = server.stop();
    stopped = stopping;
    return stopping;
  }

  @Override
  public void close() {
    Future<Void> stopping = stopped;
    Waiting.toEndOf(stopping == null ? stop() : stopping);
  }
}
