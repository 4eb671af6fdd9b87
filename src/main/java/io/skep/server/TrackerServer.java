package io.skep.server;

import io.skep.tracker.Tracker;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tracker's sockets: an HTTP server and a UDP socket on each event loop.
 *
 * <p>Made by {@link #start}; {@link #stop} lets the answers that are under way finish.
 */
public final class TrackerServer {
  /**
   * What the frontends need.
   *
   * @param tracker answers
   * @param clientAddress finds out who asks
   * @param totals for {@code /stats.json}
   * @param metrics hears of everything
   * @param seconds the clock
   * @param scrapeInterval how many seconds a client is asked to leave between two scrapes
   */
  public record Parts(
      Tracker tracker,
      ClientAddress clientAddress,
      TotalsJson totals,
      TrackerMetrics metrics,
      LongSupplier seconds,
      int scrapeInterval) {}

  private static final int PORT_TRIES = 5;

  private final Vertx vertx;
  private final List<TrackerVerticle> verticles = new ArrayList<>();
  private final List<String> deployments = new CopyOnWriteArrayList<>();

  private TrackerServer(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Opens the sockets.
   *
   * @param http how to listen on HTTP; null for not at all
   * @param udp how to listen on UDP; null for not at all
   * @param eventLoops on how many event loops, at least 1
   * @return the running server; failed, with nothing left open, if a socket can't be opened
   */
  public static Future<TrackerServer> start(
      Vertx vertx,
      Parts parts,
      @Nullable HttpSettings http,
      @Nullable UdpSettings udp,
      int eventLoops) {
    AtomicInteger connections = new AtomicInteger();
    if (http != null) {
      parts.metrics().watchConnections(connections, http.maxConnections());
    }
    SharedParts shared =
        new SharedParts(
            parts,
            http,
            udp,
            connections,
            new FullScrape(
                vertx,
                parts.tracker(),
                parts.seconds(),
                http == null ? 0 : http.fullScrapeAge(),
                parts.scrapeInterval()),
            eventLoops > 1);
    return start(vertx, shared, eventLoops, PORT_TRIES);
  }

  /** A port that was free may be taken before we listen; where any will do we take another. */
  private static Future<TrackerServer> start(
      Vertx vertx, SharedParts shared, int eventLoops, int tries) {
    HttpSettings http = shared.http();
    boolean anyPort = http != null && http.port() == 0;
    int httpPort = 0;
    if (http != null) {
      try {
        httpPort = anyPort ? freeTcpPort(http.host()) : http.port();
      } catch (IOException e) {
        return Future.failedFuture(CannotListenException.of("TCP", http.host(), 0, e));
      }
    }
    return listen(vertx, shared, eventLoops, httpPort)
        .recover(
            cause ->
                anyPort && tries > 1 && cause instanceof CannotListenException
                    ? start(vertx, shared, eventLoops, tries - 1)
                    : Future.failedFuture(cause));
  }

  private static Future<TrackerServer> listen(
      Vertx vertx, SharedParts shared, int eventLoops, int tcpPort) {
    TrackerServer server = new TrackerServer(vertx);
    // The first finds out whether the ports are free, and which is for UDP where any will do.
    Future<Void> started = server.deploy(new TrackerVerticle(shared, tcpPort, 0));
    for (int i = 1; i < eventLoops; i++) {
      started =
          started.compose(
              ok -> {
                int udpPort = server.verticles.get(0).udpPort();
                return server.deploy(new TrackerVerticle(shared, tcpPort, udpPort));
              });
    }
    return started
        .map(server)
        .recover(cause -> server.stop().transform(ok -> Future.failedFuture(cause)));
  }

  /** Vert.x shares a server among event loops by its port, so it must be known before the first. */
  private static int freeTcpPort(String host) throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return probe.getLocalPort();
    }
  }

  private Future<Void> deploy(TrackerVerticle verticle) {
    return vertx
        .deployVerticle(verticle, new DeploymentOptions())
        .onSuccess(
            id -> {
              verticles.add(verticle);
              deployments.add(id);
            })
        .mapEmpty();
  }

  /** The port of HTTP; 0 if it isn't listened to. */
  public int httpPort() {
    return verticles.get(0).httpPort();
  }

  /** The port of UDP; 0 if it isn't listened to. */
  public int udpPort() {
    return verticles.get(0).udpPort();
  }

  /** How many UDP sockets share the port. */
  public int udpSockets() {
    return (int) verticles.stream().filter(verticle -> verticle.udpPort() != 0).count();
  }

  /** Takes another certificate for the connections to come; those that are open keep theirs. */
  public Future<Void> renewCertificate(HttpSettings settings) {
    HttpServerOptions options = TrackerVerticle.options(settings);
    return Future.all(verticles.stream().map(v -> v.renewCertificate(options)).toList()).mapEmpty();
  }

  /**
   * Stops listening, lets the answers that are under way finish, and closes the sockets; once is
   * enough.
   */
  public Future<Void> stop() {
    List<String> running = List.copyOf(deployments);
    deployments.removeAll(running);
    return Future.join(running.stream().map(vertx::undeploy).toList()).mapEmpty();
  }
}
