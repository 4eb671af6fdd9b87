package io.skep.server;

import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.TrackerPath;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.LongSupplier;

/** What the tracker's port has for any HTTP request, by its path, on one event loop. */
final class HttpPages implements Handler<HttpServerRequest> {
  private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final String WELCOME =
      """
      This is a BitTorrent tracker.
      Announce at /announce, scrape at /scrape, totals at /stats.json
      """;

  private final OpenConnections connections;
  private final HttpTracker tracker;
  private final ClientAddress clientAddress;
  private final TotalsJson totals;
  private final TrackerMetrics metrics;
  private final LongSupplier seconds;

  HttpPages(
      OpenConnections connections,
      HttpTracker tracker,
      ClientAddress clientAddress,
      TotalsJson totals,
      TrackerMetrics metrics,
      LongSupplier seconds) {
    this.connections = connections;
    this.tracker = tracker;
    this.clientAddress = clientAddress;
    this.totals = totals;
    this.metrics = metrics;
    this.seconds = seconds;
  }

  @Override
  public void handle(HttpServerRequest request) {
    long start = System.nanoTime();
    OpenConnection connection = connections.requested(request.connection(), seconds.getAsLong());
    if (connection == null) {
      return;
    }
    String url = originForm(request.uri());
    int mark = url.indexOf('?');
    int pathEnd = mark < 0 ? url.length() : mark;
    int query = mark < 0 ? url.length() : mark + 1;
    TrackerPath path = TrackerPath.parse(url, pathEnd);
    if (path.action() == TrackerPath.Action.NONE) {
      page(request, url.substring(0, pathEnd));
    } else if (!request.method().equals(HttpMethod.GET)) {
      // An announce changes the swarm, so not even HEAD may ask for its headers alone.
      turnAway(request, HttpFault.METHOD, 405, "use GET\n", "GET");
    } else {
      PeerAddress from =
          clientAddress.of(
              connection.address(), () -> request.headers().getAll(clientAddress.header().field()));
      tracker.handle(new RoutedExchange(request), path, url, query, from, start);
    }
  }

  /** A request line may name the whole URL (RFC 9112, 3.2.2). */
  private static String originForm(String url) {
    if (url.startsWith("/")) {
      return url;
    }
    int authority = url.indexOf("://");
    int path = authority < 0 ? -1 : url.indexOf('/', authority + 3);
    return path < 0 ? "/" : url.substring(path);
  }

  private void turnAway(
      HttpServerRequest request, HttpFault fault, int status, String text, String allow) {
    metrics.turnedAway(fault);
    HttpServerResponse response = request.response().setStatusCode(status);
    response.putHeader(HttpHeaders.CONTENT_TYPE, TEXT);
    if (!allow.isEmpty()) {
      response.putHeader(HttpHeaders.ALLOW, allow);
    }
    response.end(text);
  }

  private void page(HttpServerRequest request, String path) {
    boolean isGet = request.method().equals(HttpMethod.GET);
    boolean known = path.equals("/") || path.equals("/stats.json");
    if (!known) {
      turnAway(request, HttpFault.NOT_FOUND, 404, "no such page; announce at /announce\n", "");
    } else if (!isGet && !request.method().equals(HttpMethod.HEAD)) {
      turnAway(request, HttpFault.METHOD, 405, "use GET or HEAD\n", "GET, HEAD");
    } else if (path.equals("/")) {
      request.response().putHeader(HttpHeaders.CONTENT_TYPE, TEXT).end(WELCOME);
    } else {
      request
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
          .end(totals.totals().toBuffer());
    }
  }
}
