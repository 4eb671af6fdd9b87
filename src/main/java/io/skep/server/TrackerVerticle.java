package io.skep.server;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One event loop's sockets and handlers. */
final class TrackerVerticle extends VerticleBase {
  private static final Logger LOG = System.getLogger(TrackerVerticle.class.getName());
  private static final int MAX_REQUEST_LINE = 16 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int CLOSE_CHECK_MILLIS = 1000;
  private static final int GRACE_SECONDS = 5;
  private static final int MAX_HANDSHAKE_SECONDS = 10;

  /** What Vert.x calls the first handler of its HTTP codec in a connection's pipeline. */
  private static final String HTTP_DECODER = "httpDecoder";

  private final SharedParts shared;
  private final int httpPort;
  private final int udpPort;
  private @Nullable HttpServer http;
  private @Nullable Channel udp;
  private @Nullable UdpTracker udpTracker;

  /**
   * A verticle that listens on these ports.
   *
   * @param httpPort the TCP port
   * @param udpPort the UDP port that the first verticle has bound; 0 for the first
   */
  TrackerVerticle(SharedParts shared, int httpPort, int udpPort) {
    this.shared = shared;
    this.httpPort = httpPort;
    this.udpPort = udpPort;
  }

  int httpPort() {
    HttpServer server = http;
    return server == null ? 0 : server.actualPort();
  }

  int udpPort() {
    Channel channel = udp;
    return channel == null ? 0 : ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public Future<?> start() {
    return startHttp().compose(ok -> startUdp());
  }

  private Future<?> startHttp() {
    HttpSettings settings = shared.http();
    if (settings == null) {
      return Future.succeededFuture();
    }
    LongSupplier seconds = shared.parts().seconds();
    TrackerMetrics metrics = shared.parts().metrics();
    OpenConnections connections =
        new OpenConnections(shared.connections(), settings.maxConnections());
    TrackerServer.Parts parts = shared.parts();
    ClientAddress clientAddress = parts.clientAddress();
    HttpTracker tracker =
        new HttpTracker(
            parts.tracker(),
            settings,
            clientAddress,
            shared.fullScrape(),
            metrics,
            seconds,
            parts.scrapeInterval());
    HttpPages pages =
        new HttpPages(connections, tracker, clientAddress, parts.totals(), metrics, seconds);
    vertx.setPeriodic(
        CLOSE_CHECK_MILLIS,
        timer -> {
          int closed = connections.closeOlder(seconds.getAsLong() - settings.idleTimeout());
          for (int i = 0; i < closed; i++) {
            metrics.turnedAway(HttpFault.TIMEOUT);
          }
        });
    HttpServer server =
        vertx
            .createHttpServer(options(settings))
            .connectionHandler(connection -> accept(connections, tracker, connection))
            .requestHandler(pages)
            .invalidRequestHandler(
                request -> {
                  metrics.turnedAway(HttpFault.BAD_REQUEST);
                  HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
                })
            .exceptionHandler(
                cause -> LOG.log(Level.DEBUG, "an HTTP connection could not be set up", cause));
    return server
        .listen(httpPort, settings.host())
        .onSuccess(listening -> http = listening)
        .recover(
            cause ->
                Future.failedFuture(
                    CannotListenException.of("TCP", settings.host(), httpPort, cause)));
  }

  /** The options of the HTTP server: everything that a stranger can fill has a bound. */
  static HttpServerOptions options(HttpSettings settings) {
    // Before a handshake is done nobody tells us of the connection, so Vert.x has to close it.
    int handshakeTimeout = Math.min(MAX_HANDSHAKE_SECONDS, settings.idleTimeout());
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(MAX_REQUEST_LINE)
            .setMaxHeaderSize(MAX_HEADERS)
            .setHttp2ClearTextEnabled(false)
            .setTcpNoDelay(true)
            .setUseProxyProtocol(settings.proxyProtocol())
            .setProxyProtocolTimeout(handshakeTimeout)
            .setProxyProtocolTimeoutUnit(TimeUnit.SECONDS)
            .setSslHandshakeTimeout(handshakeTimeout)
            .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
    if (settings.tls() != null) {
      options.setSsl(true).setUseAlpn(false).setKeyCertOptions(settings.tls());
    }
    return options;
  }

  private void accept(OpenConnections connections, HttpTracker tracker, HttpConnection connection) {
    TrackerMetrics metrics = shared.parts().metrics();
    LongSupplier seconds = shared.parts().seconds();
    OpenConnection open = OpenConnection.of(connection, seconds.getAsLong());
    if (open == null) {
      connection.close();
    } else if (!isTrusted(connection)) {
      metrics.turnedAway(HttpFault.UNTRUSTED_PROXY);
      connection.close();
    } else if (!connections.open(open)) {
      metrics.turnedAway(HttpFault.TOO_MANY_CONNECTIONS);
      connection.close();
    } else if (connection instanceof HttpServerConnection http1) {
      ClientAddress clientAddress = shared.parts().clientAddress();
      http1
          .channelHandlerContext()
          .pipeline()
          .addBefore(
              HTTP_DECODER,
              null,
              new HttpShortcut(connections, open, tracker, clientAddress, seconds));
    }
  }

  /** With the PROXY protocol whoever connects could name any client, so it must be a proxy. */
  private boolean isTrusted(HttpConnection connection) {
    HttpSettings settings = shared.http();
    if (settings == null || !settings.proxyProtocol()) {
      return true;
    }
    InetAddress proxy = OpenConnection.parse(connection.remoteAddress(true));
    return proxy != null && shared.parts().clientAddress().proxies().contains(proxy);
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
    Future<Integer> free = first && share ? probe(settings, port) : Future.succeededFuture(port);
    UdpTracker handler = udpTracker(settings);
    return free.compose(p -> UdpSocket.bind(context, settings, p, share, handler))
        .onSuccess(
            bound -> {
              udp = bound;
              udpTracker = handler;
            })
        .recover(
            cause ->
                Future.failedFuture(CannotListenException.of("UDP", settings.host(), port, cause)));
  }

  /** A port that is to be shared would bind even where another process already shares it. */
  private Future<Integer> probe(UdpSettings settings, int port) {
    return UdpSocket.bind(context, settings, port, false, udpTracker(settings))
        .compose(
            channel -> {
              int free = ((InetSocketAddress) channel.localAddress()).getPort();
              return close(channel).map(free);
            });
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

  Future<Void> renewCertificate(HttpServerOptions options) {
    HttpServer server = http;
    return server == null
        ? Future.succeededFuture()
        // By force: Vert.x takes options of the same paths for the same certificate.
        : server.updateSSLOptions(options.getSslOptions(), true).mapEmpty();
  }

  @Override
  public Future<?> stop() {
    HttpServer server = http;
    Channel channel = udp;
    Future<Void> httpStopped =
        server == null
            ? Future.succeededFuture()
            : server.shutdown(GRACE_SECONDS, TimeUnit.SECONDS);
    UdpTracker handler = udpTracker;
    Future<Void> udpStopped =
        channel == null || handler == null
            ? Future.succeededFuture()
            : drain(handler).eventually(() -> close(channel));
    return Future.join(httpStopped, udpStopped);
  }

  /** An answer that waits for a disk is owed to its client, but not for ever. */
  private Future<Void> drain(UdpTracker handler) {
    Promise<Void> done = Promise.promise();
    long timer =
        vertx.setTimer(TimeUnit.SECONDS.toMillis(GRACE_SECONDS), late -> done.tryComplete());
    handler.drain().onComplete(drained -> done.tryComplete());
    return done.future().onComplete(ok -> vertx.cancelTimer(timer));
  }

  private static Future<Void> close(Channel channel) {
    Promise<Void> closed = Promise.promise();
    channel
        .close()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                closed.complete();
              } else {
                closed.fail(done.cause());
              }
            });
    return closed.future();
  }
}
