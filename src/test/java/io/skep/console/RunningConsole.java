package io.skep.console;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A console on a free port, with swarms of its own and a clock that stands still. */
final class RunningConsole implements AutoCloseable {
  static final long START = 1_800_000_000L;

  final AtomicLong clock = new AtomicLong(START);
  final Health health = new Health();
  final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final CaffeineSwarmStore swarms;
  final ConsoleServer server;
  private final Vertx vertx = Vertx.vertx();

  RunningConsole(boolean accounting) {
    swarms =
        new CaffeineSwarmStore(new SwarmLimits(100_000, 10_000, 1800, 2700, 86_400, accounting));
    server =
        await(
            ConsoleServer.start(
                vertx,
                "127.0.0.1",
                0,
                new ConsoleServer.Parts(
                    swarms,
                    clock::get,
                    registry,
                    health,
                    () -> new JsonObject().put("torrents", swarms.totals().torrents()))));
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  ConsoleClient client() {
    return new ConsoleClient(server.port());
  }

  /** Announces as a peer on an address in 10.0.0.0/8 with a port of its own. */
  void announce(InfoHash infoHash, int peer, String peerId, Event event, Bytes bytes) {
    String id = (peerId + "x".repeat(20)).substring(0, 20);
    AnnounceRequest request =
        new AnnounceRequest(
            infoHash,
            PeerId.read(id.getBytes(StandardCharsets.ISO_8859_1), 0),
            PeerAddress.ipv4(0x0A000000 + peer, 6881),
            event,
            bytes.uploaded(),
            bytes.downloaded(),
            bytes.left(),
            0,
            0,
            -1,
            AddressFamilies.BOTH,
            false,
            "");
    swarms.announce(request, 50, clock.get());
  }

  /** What a peer says of itself. */
  record Bytes(long uploaded, long downloaded, long left) {}

  @Override
  public void close() {
    await(server.stop());
    // Not chained: the event loop that would tell of the end has ended by then.
    await(vertx.close());
  }
}
