package io.skep.server;

import io.netty.buffer.ByteBuf;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.UdpAnnounceView;
import io.skep.protocol.UdpCodec;
import io.skep.swarm.SwarmAnswer;
import io.skep.tracker.Tracker;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Answers the packets of which a busy tracker gets most, straight from their bytes to the bytes of
 * the answer. All others, whatever is odd and whatever fails, it leaves to {@link UdpTracker}.
 *
 * <p>Scrapes and announces that whoever sends them is let in with, and of which nobody hears, make
 * an object or two, where the other way makes a dozen. Announces that somebody hears of are read
 * and answered without a detour; where such a one has been asked for and there is no good answer at
 * hand, the other way has to take {@link #takeAsked} from here. What is counted and timed is so for
 * all packets that are answered together.
 */
final class UdpShortcut {
  private static final Event[] EVENTS = Event.values();
  private static final int ACTION = 8;
  private static final int TRANSACTION = 12;
  private static final int HASHES = 16;

  private final Tracker tracker;
  private final ConnectionIds connectionIds;
  private final TrackerMetrics metrics;
  private final UdpAnnounceView announce = new UdpAnnounceView();
  // How many were answered since they were counted last, those of IPv4 first.
  private final int[][] announces = new int[2][EVENTS.length];
  private final int[] scrapes = new int[2];
  private @Nullable Future<AnnounceResponse> asked;

  UdpShortcut(Tracker tracker, ConnectionIds connectionIds, TrackerMetrics metrics) {
    this.tracker = tracker;
    this.connectionIds = connectionIds;
    this.metrics = metrics;
  }

  /**
   * Answers a packet.
   *
   * @param packet begins at its reader index, which stays where it is
   * @param high the first 64 bits of its sender's address, as in {@link PeerAddress}
   * @param low the last 64 bits
   * @param port the sender's port
   * @param now seconds
   * @param answer where the answer is written
   * @return false, and nothing is written or done but for {@link #takeAsked}, if it is left to
   *     others
   */
  boolean answered(ByteBuf packet, long high, long low, int port, long now, ByteBuf answer) {
    asked = null;
    int start = packet.readerIndex();
    if (packet.readableBytes() <= HASHES) {
      return false;
    }
    return switch (packet.getInt(start + ACTION)) {
      case UdpCodec.ACTION_ANNOUNCE -> announced(packet, high, low, port, now, answer);
      case UdpCodec.ACTION_SCRAPE -> scraped(packet, high, low, now, answer);
      default -> false;
    };
  }

  private boolean announced(
      ByteBuf packet, long high, long low, int port, long now, ByteBuf answer) {
    int start = packet.readerIndex();
    if (!announce.read(packet, high, low)
        || !connectionIds.isValid(packet.getLong(start), high, low, now)) {
      return false;
    }
    if (!tracker.announcesAtOnce()) {
      return heard(packet, new PeerAddress(high, low, port), now, answer);
    }
    SwarmAnswer found = tracker.announceAtOnce(announce, now);
    if (found == null) {
      return false;
    }
    boolean ipv4 = announce.address().isIpv4();
    int room = ipv4 ? UdpCodec.MAX_IPV4_PEERS : UdpCodec.MAX_IPV6_PEERS;
    UdpCodec.writeAnnounceHead(
        packet.getInt(start + TRANSACTION),
        tracker.interval(),
        found.incomplete(),
        found.complete(),
        answer);
    answer.writeBytes(found.peers(ipv4), 0, Math.min(found.length(ipv4), room));
    announces[ipv4 ? 0 : 1][announce.event().ordinal()]++;
    return true;
  }

  /** Answers an announce that somebody hears of. */
  private boolean heard(ByteBuf packet, PeerAddress from, long now, ByteBuf answer) {
    String passkey = UdpAnnounceView.passkey(packet);
    if (passkey == null) {
      return false;
    }
    Future<AnnounceResponse> future = ask(announce.kept(passkey), from, now);
    if (!future.succeeded() || !future.result().warning().isEmpty()) {
      asked = future;
      return false;
    }
    AnnounceResponse response = future.result();
    boolean ipv4 = from.isIpv4();
    int room = ipv4 ? UdpCodec.MAX_IPV4_PEERS : UdpCodec.MAX_IPV6_PEERS;
    byte[] peers = ipv4 ? response.peers().ipv4() : response.peers().ipv6();
    UdpCodec.writeAnnounceHead(
        packet.getInt(packet.readerIndex() + TRANSACTION),
        response.interval(),
        response.counts().incomplete(),
        response.counts().complete(),
        answer);
    answer.writeBytes(peers, 0, Math.min(peers.length, room));
    announces[ipv4 ? 0 : 1][announce.event().ordinal()]++;
    return true;
  }

  private Future<AnnounceResponse> ask(AnnounceRequest request, PeerAddress from, long now) {
    try {
      return tracker.announce(request, from, now);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /**
   * What the tracker was asked about the packet that was left to others last, and answers or will:
   * it must not be asked again. Null if it was not asked.
   */
  @Nullable Future<AnnounceResponse> takeAsked() {
    Future<AnnounceResponse> taken = asked;
    asked = null;
    return taken;
  }

  private boolean scraped(ByteBuf packet, long high, long low, long now, ByteBuf answer) {
    int start = packet.readerIndex();
    int end = packet.writerIndex();
    int hashes = (end - start - HASHES) / InfoHash.LENGTH;
    if (!tracker.scrapesAtOnce()
        || end != start + HASHES + hashes * InfoHash.LENGTH
        || hashes > UdpCodec.MAX_SCRAPE
        || !connectionIds.isValid(packet.getLong(start), high, low, now)) {
      return false;
    }
    UdpCodec.writeScrapeHead(packet.getInt(start + TRANSACTION), answer);
    for (int at = start + HASHES; at < end; at += InfoHash.LENGTH) {
      InfoHash infoHash =
          new InfoHash(packet.getLong(at), packet.getLong(at + 8), packet.getInt(at + 16));
      UdpCodec.writeCounts(tracker.counts(infoHash), answer);
    }
    scrapes[PeerAddress.isIpv4(high, low) ? 0 : 1]++;
    return true;
  }

  /** Counts what has been answered since the last time, all of it read at this moment. */
  void count(long readAt) {
    for (int family = 0; family < 2; family++) {
      for (Event event : EVENTS) {
        int count = announces[family][event.ordinal()];
        if (count > 0) {
          announces[family][event.ordinal()] = 0;
          metrics.announcedOverUdp(family == 0, event, count, readAt);
        }
      }
      if (scrapes[family] > 0) {
        metrics.scrapedOverUdp(family == 0, scrapes[family], readAt);
        scrapes[family] = 0;
      }
    }
  }
}
