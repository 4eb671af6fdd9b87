package io.skep.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One event loop's sockets and handlers. */
final class TrackerVerticle extends VerticleBase {
  private static final int CLOSE_CHECK_MILLIS = 1000;
  private static final int GRACE_SECONDS = 5;

  private final SharedParts shared;
  private final int httpPort;
  private final int udpPort;
  private @Nullable BoundSocket http;
  private @Nullable OpenConnections connections;
  private @Nullable BoundSocket udp;
  private @Nullable UdpTracker udpTracker;

  /**
   * A verticle that listens on these ports.
   *
   * @param httpPort the TCP port that the first verticle has bound; 0 for the first
   * @param udpPort the UDP port that the first verticle has bound; 0 for the first
   */
  TrackerVerticle(SharedParts shared, int httpPort, int udpPort) {
    this.shared = shared;
    this.httpPort = httpPort;
    this.udpPort = udpPort;
  }

  int httpPort() {
    return port(http);
  }

  int udpPort() {
    return port(udp);
  }

  private static int port(@Nullable BoundSocket socket) {
    return socket == null ? 0 : socket.port();
  }

  @Override
  public Future<?> start() {
    return startHttp()
        .compose(ok -> startUdp())
        .recover(cause -> stop().transform(ok -> Future.failedFuture(cause)));
  }

  private Future<?> startHttp() {
    HttpSettings settings = shared.http();
    boolean first = httpPort == 0;
    boolean canShare = HttpSocket.canShare(context);
    if (settings == null || (!first && !canShare)) {
      return Future.succeededFuture();
    }
    TrackerServer.Parts parts = shared.parts();
    LongSupplier seconds = parts.seconds();
    OpenConnections accepted = new OpenConnections(shared.connections(), settings.maxConnections());
    connections = accepted;
    vertx.setPeriodic(
        CLOSE_CHECK_MILLIS,
        timer -> {
          int closed = accepted.closeOlder(seconds.getAsLong() - settings.idleTimeout());
          for (int i = 0; i < closed; i++) {
            parts.metrics().turnedAway(HttpFault.TIMEOUT);
          }
        });
    HttpTracker tracker =
        new HttpTracker(
            parts.tracker(),
            settings,
            parts.clientAddress(),
            shared.fullScrape(),
            parts.metrics(),
            seconds,
            parts.scrapeInterval());
    HttpPipeline pipeline =
        new HttpPipeline(accepted, settings, shared.certificate(), tracker, parts);
    HttpSocket socket = new HttpSocket(context, accepted, settings, tracker, parts, pipeline);
    int port = first ? settings.port() : httpPort;
    boolean share = shared.severalLoops() && canShare;
    return listen(first && share, port, (p, shares) -> socket.bind(p, shares && share))
        .onSuccess(bound -> http = bound)
        .recover(
            cause ->
                Future.failedFuture(CannotListenException.of("TCP", settings.host(), port, cause)));
  }

  /** Binds a socket to this port, to be shared with other event loops or not. */
  private interface Binding {
    Future<BoundSocket> bind(int port, boolean shared);
  }

  /**
   * A port that is to be shared would bind even where another process already shares it, so it is
   * bound alone first.
   */
  private static Future<BoundSocket> listen(boolean probe, int port, Binding binding) {
    if (!probe) {
      return binding.bind(port, true);
    }
    return binding
        .bind(port, false)
        .compose(alone -> alone.unbind().compose(unbound -> binding.bind(alone.port(), true)));
  }

  private Future<?> startUdp() {
    UdpSettings settings = shared.udp();
    boolean first = udpPort == 0;
    boolean canShare = UdpSocket.canShare(context);
    if (settings == null || (!first && !canShare)) {
      return Future.succeededFuture();
    }
    int port = first ? settings.port() : udpPort;
    boolean share = shared.severalLoops() && canShare;
    UdpTracker handler = udpTracker(settings);
    return listen(
            first && share,
            port,
            (p, shares) ->
                UdpSocket.bind(
                    context, settings, p, shares && share, shares ? handler : udpTracker(settings)))
        .onSuccess(
            bound -> {
              udp = bound;
              udpTracker = handler;
            })
        .recover(
            cause ->
                Future.failedFuture(CannotListenException.of("UDP", settings.host(), port, cause)));
  }

  private UdpTracker udpTracker(UdpSettings settings) {
    TrackerServer.Parts parts = shared.parts();
    return new UdpTracker(
        parts.tracker(),
        new ConnectionIds(settings.key()),
        parts.clientAddress(),
        parts.metrics(),
        parts.seconds());
  }

  @Override
  public Future<?> stop() {
    OpenConnections accepted = connections;
    Future<Void> httpStopped =
        accepted == null
            ? Future.succeededFuture()
            : unbind(http)
                .eventually(() -> inTime(accepted.drain()))
                .onComplete(drained -> accepted.closeNow());
    UdpTracker handler = udpTracker;
    Future<Void> udpStopped =
        handler == null
            ? Future.succeededFuture()
            : inTime(handler.drain()).eventually(() -> unbind(udp));
    return Future.join(httpStopped, udpStopped);
  }

  private static Future<Void> unbind(@Nullable BoundSocket socket) {
    return socket == null ? Future.succeededFuture() : socket.unbind();
  }

  /** An answer that waits for a disk is owed to its client, but not for ever. */
  private Future<Void> inTime(Future<Void> drained) {
    Promise<Void> done = Promise.promise();
    long timer =
        vertx.setTimer(TimeUnit.SECONDS.toMillis(GRACE_SECONDS), late -> done.tryComplete());
    drained.onComplete(ok -> done.tryComplete());
    return done.future().onComplete(ok -> vertx.cancelTimer(timer));
  }
}
