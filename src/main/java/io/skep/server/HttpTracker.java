package io.skep.server;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeRequest;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.protocol.HttpAnnounce;
import io.skep.protocol.HttpReply;
import io.skep.protocol.HttpScrape;
import io.skep.protocol.TrackerPath;
import io.skep.tracker.Tracker;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Announce and scrape over HTTP (BEP 3, 7, 21, 23, 24, 31, 48) on one event loop.
 *
 * <p>What the tracker refuses is answered with status 200 and {@code failure reason}: clients show
 * that to their users, and hide what comes with another status.
 */
final class HttpTracker implements Handler<HttpServerRequest> {
  private static final Logger LOG = System.getLogger(HttpTracker.class.getName());
  private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
  private static final int MIN_GZIP = 4096;
  private static final String WELCOME =
      """
      This is a BitTorrent tracker.
      Announce at /announce, scrape at /scrape, totals at /stats.json
      """;

  private final OpenConnections connections;
  private final Tracker tracker;
  private final HttpSettings settings;
  private final ClientAddress clientAddress;
  private final FullScrape fullScrape;
  private final TotalsJson totals;
  private final TrackerMetrics metrics;
  private final LongSupplier seconds;
  private final int scrapeInterval;

  HttpTracker(
      OpenConnections connections,
      Tracker tracker,
      HttpSettings settings,
      ClientAddress clientAddress,
      FullScrape fullScrape,
      TotalsJson totals,
      TrackerMetrics metrics,
      LongSupplier seconds,
      int scrapeInterval) {
    this.connections = connections;
    this.tracker = tracker;
    this.settings = settings;
    this.clientAddress = clientAddress;
    this.fullScrape = fullScrape;
    this.totals = totals;
    this.metrics = metrics;
    this.seconds = seconds;
    this.scrapeInterval = scrapeInterval;
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
      PeerAddress from = clientAddress.of(connection.address(), request.headers());
      if (path.action() == TrackerPath.Action.ANNOUNCE) {
        announce(request, from, url, query, path.passkey(), start);
      } else {
        scrape(request, from, url, query, path.passkey(), start);
      }
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

  private void announce(
      HttpServerRequest request,
      PeerAddress from,
      String url,
      int queryStart,
      String passkey,
      long start) {
    HttpAnnounce query;
    try {
      query = HttpAnnounce.parse(url, queryStart);
    } catch (RequestException e) {
      reply(request, HttpReply.failure(e));
      metrics.announced(Transport.HTTP, from.isIpv4(), Event.NONE, Outcome.MALFORMED, start);
      return;
    }
    PeerAddress peer = clientAddress.claimed(from, query.claimedIp());
    AnnounceRequest announce = query.toRequest(peer, passkey);
    Future<AnnounceResponse> answer =
        answer(() -> tracker.announce(announce, from, seconds.getAsLong()));
    if (answer.succeeded()) {
      announced(request, query, from, answer.result(), start);
    } else {
      Context loop = Vertx.currentContext();
      answer.onComplete(
          response -> on(loop, () -> announced(request, query, from, response, start)),
          failure -> on(loop, () -> announceFailed(request, query, from, failure, start)));
    }
  }

  /** What comes later may come on any thread, and a response belongs to its event loop. */
  private static void on(Context loop, Runnable answer) {
    loop.runOnContext(ignored -> answer.run());
  }

  private static <T> Future<T> answer(Supplier<Future<T>> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private void announced(
      HttpServerRequest request,
      HttpAnnounce query,
      PeerAddress from,
      AnnounceResponse response,
      long start) {
    reply(request, HttpReply.announce(response, query.compact()));
    metrics.announced(Transport.HTTP, from.isIpv4(), query.event(), Outcome.OK, start);
  }

  private void announceFailed(
      HttpServerRequest request,
      HttpAnnounce query,
      PeerAddress from,
      Throwable failure,
      long start) {
    Outcome outcome = failed(request, failure, "an announce over HTTP could not be answered");
    metrics.announced(Transport.HTTP, from.isIpv4(), query.event(), outcome, start);
  }

  private static Outcome failed(HttpServerRequest request, Throwable failure, String what) {
    if (failure instanceof RequestException refusal) {
      reply(request, HttpReply.failure(refusal));
      return Outcome.REFUSED;
    }
    LOG.log(Level.ERROR, what, failure);
    reply(request, HttpReply.internalFailure());
    return Outcome.FAILED;
  }

  private void scrape(
      HttpServerRequest request,
      PeerAddress from,
      String url,
      int queryStart,
      String passkey,
      long start) {
    boolean ipv4 = from.isIpv4();
    ScrapeRequest scrape;
    try {
      scrape = HttpScrape.parse(url, queryStart, passkey, settings.maxScrape());
      if (scrape.infoHashes().isEmpty() && !settings.fullScrape()) {
        throw RequestException.refused("full scrape is not allowed, name an info_hash");
      }
    } catch (RequestException e) {
      reply(request, HttpReply.failure(e));
      boolean refused = e.retryMinutes() == RequestException.RETRY_NEVER;
      Outcome outcome = refused ? Outcome.REFUSED : Outcome.MALFORMED;
      metrics.scraped(Transport.HTTP, ipv4, outcome, start);
      return;
    }
    if (scrape.infoHashes().isEmpty()) {
      scrapeAll(request, ipv4, start);
      return;
    }
    answer(() -> tracker.scrape(scrape, from, seconds.getAsLong()))
        .onComplete(
            response -> scraped(request, response, ipv4, start),
            failure -> scrapeFailed(request, failure, ipv4, start));
  }

  private void scraped(
      HttpServerRequest request, ScrapeResponse response, boolean ipv4, long start) {
    byte[] reply = HttpReply.scrape(response, scrapeInterval);
    if (reply.length >= MIN_GZIP && takesGzip(request)) {
      try {
        replyGzip(request, Buffer.buffer(FullScrape.gzip(reply)));
      } catch (IOException e) {
        scrapeFailed(request, e, ipv4, start);
        return;
      }
    } else {
      reply(request, reply);
    }
    metrics.scraped(Transport.HTTP, ipv4, Outcome.OK, start);
  }

  private void scrapeFailed(
      HttpServerRequest request, Throwable failure, boolean ipv4, long start) {
    Outcome outcome = failed(request, failure, "a scrape over HTTP could not be answered");
    metrics.scraped(Transport.HTTP, ipv4, outcome, start);
  }

  private void scrapeAll(HttpServerRequest request, boolean ipv4, long start) {
    fullScrape
        .answer()
        .onComplete(
            answer -> {
              if (answer.plain().length() >= MIN_GZIP && takesGzip(request)) {
                replyGzip(request, answer.gzip());
              } else {
                reply(request, answer.plain());
              }
              metrics.scraped(Transport.HTTP, ipv4, Outcome.OK, start);
            },
            failure -> scrapeFailed(request, failure, ipv4, start));
  }

  private static boolean takesGzip(HttpServerRequest request) {
    return AcceptEncoding.takesGzip(request.headers().getAll(HttpHeaders.ACCEPT_ENCODING));
  }

  private static void replyGzip(HttpServerRequest request, Buffer gzip) {
    request.response().putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
    reply(request, gzip);
  }

  private static void reply(HttpServerRequest request, byte[] bencoded) {
    reply(request, Buffer.buffer(bencoded));
  }

  private static void reply(HttpServerRequest request, Buffer bencoded) {
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, TEXT).end(bencoded);
  }
}
