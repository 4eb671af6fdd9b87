package io.skep.server;

import io.netty.channel.epoll.Epoll;
import io.skep.tracker.Tracker;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
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

  private final Vertx vertx;
  private final @Nullable ServerCertificate certificate;
  private final List<TrackerVerticle> verticles = new ArrayList<>();
  private final List<String> deployments = new CopyOnWriteArrayList<>();

  private TrackerServer(Vertx vertx, @Nullable ServerCertificate certificate) {
    this.vertx = vertx;
    this.certificate = certificate;
  }

  /** Loads the native libraries that {@link #start} is going to need, which takes a moment. */
  public static void loadAhead() {
    if (Epoll.isAvailable()) {
      ManyMessages.isAvailable();
    }
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
    FullScrape fullScrape =
        new FullScrape(
            vertx,
            parts.tracker(),
            parts.seconds(),
            http == null ? 0 : http.fullScrapeAge(),
            parts.scrapeInterval());
    return certificate(vertx, http)
        .map(
            certificate ->
                new SharedParts(
                    parts, http, udp, certificate, connections, fullScrape, eventLoops > 1))
        .compose(shared -> listen(vertx, shared, eventLoops));
  }

  private static Future<@Nullable ServerCertificate> certificate(
      Vertx vertx, @Nullable HttpSettings http) {
    PemKeyCertOptions files = http == null ? null : http.tls();
    if (http == null || files == null) {
      return Future.succeededFuture();
    }
    return ServerCertificate.load(vertx, files)
        .recover(
            cause ->
                Future.failedFuture(
                    CannotListenException.of("TCP", http.host(), http.port(), cause)));
  }

  private static Future<TrackerServer> listen(Vertx vertx, SharedParts shared, int eventLoops) {
    TrackerServer server = new TrackerServer(vertx, shared.certificate());
    // The first finds out whether the ports are free, and which they are where any will do.
    Future<Void> started = server.deploy(new TrackerVerticle(shared, 0, 0));
    for (int i = 1; i < eventLoops; i++) {
      started =
          started.compose(
              ok -> {
                TrackerVerticle first = server.verticles.get(0);
                return server.deploy(
                    new TrackerVerticle(shared, first.httpPort(), first.udpPort()));
              });
    }
    return started
        .map(server)
        .recover(cause -> server.stop().transform(ok -> Future.failedFuture(cause)));
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
    ServerCertificate shown = certificate;
    PemKeyCertOptions files = settings.tls();
    return shown == null || files == null ? Future.succeededFuture() : shown.renew(files);
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
