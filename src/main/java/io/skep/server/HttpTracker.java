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
import io.vertx.core.Future;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Announce and scrape over HTTP (BEP 3, 7, 21, 23, 24, 31, 48), however the request was read.
 *
 * <p>What the tracker refuses is answered with status 200 and {@code failure reason}: clients show
 * that to their users, and hide what comes with another status.
 */
final class HttpTracker {
  private static final Logger LOG = System.getLogger(HttpTracker.class.getName());
  private static final int MIN_GZIP = 4096;

  private final Tracker tracker;
  private final HttpSettings settings;
  private final ClientAddress clientAddress;
  private final FullScrape fullScrape;
  private final TrackerMetrics metrics;
  private final LongSupplier seconds;
  private final int scrapeInterval;

  HttpTracker(
      Tracker tracker,
      HttpSettings settings,
      ClientAddress clientAddress,
      FullScrape fullScrape,
      TrackerMetrics metrics,
      LongSupplier seconds,
      int scrapeInterval) {
    this.tracker = tracker;
    this.settings = settings;
    this.clientAddress = clientAddress;
    this.fullScrape = fullScrape;
    this.metrics = metrics;
    this.seconds = seconds;
    this.scrapeInterval = scrapeInterval;
  }

  /**
   * Answers an announce or a scrape.
   *
   * @param path what is asked for, not {@link TrackerPath.Action#NONE}
   * @param url the request's target as it came
   * @param query where its query begins
   * @param from the client
   * @param start when it was read, in nanoseconds of {@link System#nanoTime}
   */
  void handle(
      HttpExchange exchange,
      TrackerPath path,
      String url,
      int query,
      PeerAddress from,
      long start) {
    if (path.action() == TrackerPath.Action.ANNOUNCE) {
      announce(exchange, from, url, query, path.passkey(), start);
    } else {
      scrape(exchange, from, url, query, path.passkey(), start);
    }
  }

  private void announce(
      HttpExchange exchange,
      PeerAddress from,
      String url,
      int queryStart,
      String passkey,
      long start) {
    HttpAnnounce query;
    try {
      query = HttpAnnounce.parse(url, queryStart);
    } catch (RequestException e) {
      exchange.reply(HttpReply.failure(e), false);
      metrics.announced(Transport.HTTP, from.isIpv4(), Event.NONE, Outcome.MALFORMED, start);
      return;
    }
    PeerAddress peer = clientAddress.claimed(from, query.claimedIp());
    AnnounceRequest announce = query.toRequest(peer, passkey);
    Future<AnnounceResponse> answer =
        answer(() -> tracker.announce(announce, from, seconds.getAsLong()));
    if (answer.succeeded()) {
      announced(exchange, query, from, answer.result(), start);
    } else if (answer.failed()) {
      announceFailed(exchange, query, from, answer.cause(), start);
    } else {
      answer.onComplete(
          response -> exchange.later(() -> announced(exchange, query, from, response, start)),
          failure -> exchange.later(() -> announceFailed(exchange, query, from, failure, start)));
    }
  }

  private static <T> Future<T> answer(Supplier<Future<T>> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private void announced(
      HttpExchange exchange,
      HttpAnnounce query,
      PeerAddress from,
      AnnounceResponse response,
      long start) {
    exchange.reply(HttpReply.announce(response, query.compact()), false);
    metrics.announced(Transport.HTTP, from.isIpv4(), query.event(), Outcome.OK, start);
  }

  private void announceFailed(
      HttpExchange exchange, HttpAnnounce query, PeerAddress from, Throwable failure, long start) {
    Outcome outcome = failed(exchange, failure, "an announce over HTTP could not be answered");
    metrics.announced(Transport.HTTP, from.isIpv4(), query.event(), outcome, start);
  }

  private static Outcome failed(HttpExchange exchange, Throwable failure, String what) {
    if (failure instanceof RequestException refusal) {
      exchange.reply(HttpReply.failure(refusal), false);
      return Outcome.REFUSED;
    }
    LOG.log(Level.ERROR, what, failure);
    exchange.reply(HttpReply.internalFailure(), false);
    return Outcome.FAILED;
  }

  private void scrape(
      HttpExchange exchange,
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
      exchange.reply(HttpReply.failure(e), false);
      boolean refused = e.retryMinutes() == RequestException.RETRY_NEVER;
      Outcome outcome = refused ? Outcome.REFUSED : Outcome.MALFORMED;
      metrics.scraped(Transport.HTTP, ipv4, outcome, start);
      return;
    }
    if (scrape.infoHashes().isEmpty()) {
      scrapeAll(exchange, ipv4, start);
      return;
    }
    Future<ScrapeResponse> answer = answer(() -> tracker.scrape(scrape, from, seconds.getAsLong()));
    if (answer.succeeded()) {
      scraped(exchange, answer.result(), ipv4, start);
    } else if (answer.failed()) {
      scrapeFailed(exchange, answer.cause(), ipv4, start);
    } else {
      answer.onComplete(
          response -> exchange.later(() -> scraped(exchange, response, ipv4, start)),
          failure -> exchange.later(() -> scrapeFailed(exchange, failure, ipv4, start)));
    }
  }

  private void scraped(HttpExchange exchange, ScrapeResponse response, boolean ipv4, long start) {
    byte[] reply = HttpReply.scrape(response, scrapeInterval);
    if (reply.length >= MIN_GZIP && takesGzip(exchange)) {
      try {
        exchange.reply(FullScrape.gzip(reply), true);
      } catch (IOException e) {
        scrapeFailed(exchange, e, ipv4, start);
        return;
      }
    } else {
      exchange.reply(reply, false);
    }
    metrics.scraped(Transport.HTTP, ipv4, Outcome.OK, start);
  }

  private void scrapeFailed(HttpExchange exchange, Throwable failure, boolean ipv4, long start) {
    Outcome outcome = failed(exchange, failure, "a scrape over HTTP could not be answered");
    metrics.scraped(Transport.HTTP, ipv4, outcome, start);
  }

  private void scrapeAll(HttpExchange exchange, boolean ipv4, long start) {
    boolean gzip = takesGzip(exchange);
    fullScrape
        .answer()
        .onComplete(
            answer -> exchange.later(() -> scrapedAll(exchange, answer, gzip, ipv4, start)),
            failure -> exchange.later(() -> scrapeFailed(exchange, failure, ipv4, start)));
  }

  private void scrapedAll(
      HttpExchange exchange, FullScrape.Answer answer, boolean gzip, boolean ipv4, long start) {
    boolean compress = gzip && answer.plain().length >= MIN_GZIP;
    exchange.reply(compress ? answer.gzip() : answer.plain(), compress);
    metrics.scraped(Transport.HTTP, ipv4, Outcome.OK, start);
  }

  private static boolean takesGzip(HttpExchange exchange) {
    return AcceptEncoding.takesGzip(exchange.encodings());
  }
}
