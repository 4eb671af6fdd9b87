package io.skep.server;

import io.netty.buffer.ByteBuf;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeRequest;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.SwarmCounts;
import io.skep.protocol.TrackerPath;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpPacketException;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import io.skep.tracker.Tracker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Announce and scrape over UDP (BEP 15, BEP 41) on one event loop's socket: what is answered to
 * which packet.
 *
 * <p>Who has not proved its address by a connection id gets a connect's 16 bytes for its own 16, or
 * nothing: no packet with a forged sender makes the tracker send more than it was sent. Answers are
 * written as the requests are read and leave together when the socket has been read dry.
 */
final class UdpTracker {
  /**
   * The longest packet that is read: a scrape of 74 has 1,496 bytes, URL data makes some longer.
   */
  static final int MAX_PACKET = 2048;

  private static final Logger LOG = System.getLogger(UdpTracker.class.getName());
  private static final String INTERNAL_FAILURE = "internal error of the tracker, try again later";

  private final Tracker tracker;
  private final ConnectionIds connectionIds;
  private final ClientAddress clientAddress;
  private final TrackerMetrics metrics;
  private final LongSupplier seconds;
  private final UdpShortcut shortcut;
  private final Promise<Void> drained = Promise.promise();
  private int owed;
  private boolean stopping;
  // Packets that are read together have come together, and reading a clock costs as much as some
  // of what is done for each.
  private boolean reading;
  private long readAt;
  private long now;

  UdpTracker(
      Tracker tracker,
      ConnectionIds connectionIds,
      ClientAddress clientAddress,
      TrackerMetrics metrics,
      LongSupplier seconds) {
    this.tracker = tracker;
    this.connectionIds = connectionIds;
    this.clientAddress = clientAddress;
    this.metrics = metrics;
    this.seconds = seconds;
    this.shortcut = new UdpShortcut(tracker, connectionIds, metrics);
  }

  /**
   * Answers a packet where it can be answered in no time, as most can. One that can't is to be
   * {@link #received} next, before any other.
   *
   * @param high the first 64 bits of its sender's address, as in {@link PeerAddress}
   * @param low the last 64 bits
   * @param answer where the answer is written
   * @return false, and nothing is written, if it is to be {@link #received}
   */
  boolean answered(ByteBuf content, long high, long low, int port, ByteBuf answer) {
    if (stopping || port == 0 || content.readableBytes() >= MAX_PACKET) {
      return false;
    }
    readClock();
    try {
      return shortcut.answered(content, high, low, port, now, answer);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a packet over UDP could not be answered at once", e);
      return false;
    }
  }

  private void readClock() {
    if (!reading) {
      reading = true;
      readAt = System.nanoTime();
      now = seconds.getAsLong();
    }
  }

  /**
   * Answers a packet. Nothing of its content is kept.
   *
   * @param sender where it came from, and the answer goes
   */
  void received(ByteBuf content, PeerAddress sender, ReturnPath back) {
    Future<AnnounceResponse> asked = shortcut.takeAsked();
    if (stopping) {
      return;
    }
    readClock();
    if (content.readableBytes() >= MAX_PACKET) {
      metrics.dropped(DroppedPacket.OVERSIZED);
      return;
    }
    if (sender.port() == 0) {
      metrics.dropped(DroppedPacket.ODD);
      return;
    }
    UdpRequest request;
    try {
      request = UdpCodec.readRequest(content);
    } catch (UdpPacketException e) {
      metrics.dropped(
          switch (e.fault()) {
            case SHORT -> DroppedPacket.SHORT;
            case UNKNOWN_ACTION -> DroppedPacket.UNKNOWN_ACTION;
            case ODD -> DroppedPacket.ODD;
          });
      return;
    }
    handle(new Exchange(back, sender, readAt), request, asked);
  }

  /**
   * Reads no more and answers what was read. To be called on the socket's event loop.
   *
   * @return succeeded once no answer is owed any more
   */
  Future<Void> drain() {
    stopping = true;
    if (owed == 0) {
      drained.tryComplete();
    }
    return drained.future();
  }

  /** Has been told of all packets that were there. */
  void readComplete() {
    if (reading) {
      reading = false;
      shortcut.count(readAt);
    }
  }

  /** An answer could not be sent. */
  void notSent(String why) {
    metrics.dropped(DroppedPacket.UNSENT);
    LOG.log(Level.DEBUG, "an answer over UDP could not be sent: {0}", why);
  }

  private void handle(
      Exchange exchange, UdpRequest request, @Nullable Future<AnnounceResponse> asked) {
    if (request instanceof UdpRequest.Connect connect) {
      metrics.connected(exchange.from.isIpv4());
      long id = connectionIds.issue(exchange.from, now);
      exchange.back.send(new UdpResponse.Connect(connect.transactionId(), id));
    } else if (request instanceof UdpRequest.Announce announce) {
      if (asked != null) {
        answer(exchange, announce, asked);
      } else if (hasProof(exchange, announce.connectionId())) {
        announce(exchange, announce);
      }
    } else if (request instanceof UdpRequest.Scrape scrape) {
      if (hasProof(exchange, scrape.connectionId())) {
        scrape(exchange, scrape);
      }
    }
  }

  /** A wrong or old id gets silence: an error would go to whoever the sender pretends to be. */
  private boolean hasProof(Exchange exchange, long connectionId) {
    boolean valid = connectionIds.isValid(connectionId, exchange.from, now);
    if (!valid) {
      metrics.dropped(DroppedPacket.BAD_CONNECTION_ID);
    }
    return valid;
  }

  private void announce(Exchange exchange, UdpRequest.Announce announce) {
    AnnounceRequest request;
    try {
      PeerAddress peer =
          clientAddress.claimed(exchange.from.withPort(announce.port()), announce.claimedIpv4());
      request = announce.toRequest(peer, TrackerPath.parseUrlData(announce.urlData()).passkey());
    } catch (RequestException e) {
      announceFailed(exchange, announce, Outcome.MALFORMED, e.reason());
      return;
    }
    answer(exchange, announce, answer(() -> tracker.announce(request, exchange.from, now)));
  }

  private void answer(
      Exchange exchange, UdpRequest.Announce announce, Future<AnnounceResponse> answer) {
    if (answer.succeeded()) {
      announced(exchange, announce, answer.result());
    } else if (answer.failed()) {
      announceFailed(exchange, announce, answer.cause());
    } else {
      owed++;
      answer.onComplete(
          response -> later(exchange, () -> announced(exchange, announce, response)),
          failure -> later(exchange, () -> announceFailed(exchange, announce, failure)));
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
      Exchange exchange, UdpRequest.Announce announce, AnnounceResponse response) {
    if (!response.warning().isEmpty()) {
      // BEP 15 has no warnings: an error is the only way to show the words.
      announceFailed(exchange, announce, Outcome.REFUSED, response.warning());
      return;
    }
    boolean ipv4 = exchange.from.isIpv4();
    exchange.back.send(
        new UdpResponse.Announce(
            announce.transactionId(),
            response.interval(),
            response.counts().incomplete(),
            response.counts().complete(),
            peers(response, ipv4)));
    metrics.announced(Transport.UDP, ipv4, announce.event(), Outcome.OK, exchange.start);
  }

  /** Peers were chosen in random order, so those that don't fit are left out at random too. */
  private static byte[] peers(AnnounceResponse response, boolean ipv4) {
    byte[] peers = ipv4 ? response.peers().ipv4() : response.peers().ipv6();
    int room = ipv4 ? UdpCodec.MAX_IPV4_PEERS : UdpCodec.MAX_IPV6_PEERS;
    return peers.length <= room ? peers : Arrays.copyOf(peers, room);
  }

  private void announceFailed(Exchange exchange, UdpRequest.Announce announce, Throwable failure) {
    if (failure instanceof RequestException refusal) {
      announceFailed(exchange, announce, Outcome.REFUSED, refusal.reason());
    } else {
      LOG.log(Level.ERROR, "an announce over UDP could not be answered", failure);
      announceFailed(exchange, announce, Outcome.FAILED, INTERNAL_FAILURE);
    }
  }

  private void announceFailed(
      Exchange exchange, UdpRequest.Announce announce, Outcome outcome, String reason) {
    exchange.back.send(new UdpResponse.Failure(announce.transactionId(), reason));
    Event event = outcome == Outcome.MALFORMED ? Event.NONE : announce.event();
    metrics.announced(Transport.UDP, exchange.from.isIpv4(), event, outcome, exchange.start);
  }

  private void scrape(Exchange exchange, UdpRequest.Scrape scrape) {
    ScrapeRequest request = new ScrapeRequest(scrape.infoHashes(), "");
    Future<ScrapeResponse> answer = answer(() -> tracker.scrape(request, exchange.from, now));
    if (answer.succeeded()) {
      scraped(exchange, scrape, answer.result());
    } else if (answer.failed()) {
      scrapeFailed(exchange, scrape, answer.cause());
    } else {
      owed++;
      answer.onComplete(
          response -> later(exchange, () -> scraped(exchange, scrape, response)),
          failure -> later(exchange, () -> scrapeFailed(exchange, scrape, failure)));
    }
  }

  private void scraped(Exchange exchange, UdpRequest.Scrape scrape, ScrapeResponse response) {
    List<SwarmCounts> counts = new ArrayList<>(response.swarms().size());
    for (ScrapeResponse.Swarm swarm : response.swarms()) {
      counts.add(swarm.counts());
    }
    exchange.back.send(new UdpResponse.Scrape(scrape.transactionId(), counts));
    metrics.scraped(Transport.UDP, exchange.from.isIpv4(), Outcome.OK, exchange.start);
  }

  private void scrapeFailed(Exchange exchange, UdpRequest.Scrape scrape, Throwable failure) {
    Outcome outcome = Outcome.REFUSED;
    String reason = INTERNAL_FAILURE;
    if (failure instanceof RequestException refusal) {
      reason = refusal.reason();
    } else {
      outcome = Outcome.FAILED;
      LOG.log(Level.ERROR, "a scrape over UDP could not be answered", failure);
    }
    exchange.back.send(new UdpResponse.Failure(scrape.transactionId(), reason));
    metrics.scraped(Transport.UDP, exchange.from.isIpv4(), outcome, exchange.start);
  }

  private void later(Exchange exchange, Runnable answer) {
    exchange.back.later(
        () -> {
          answer.run();
          owed--;
          if (stopping && owed == 0) {
            drained.tryComplete();
          }
        });
  }

  /**
   * A packet that is being answered.
   *
   * @param back where the answer goes out
   * @param from who sent it
   * @param start when it was read with others, in nanoseconds of {@link System#nanoTime}
   */
  private record Exchange(ReturnPath back, PeerAddress from, long start) {}
}
