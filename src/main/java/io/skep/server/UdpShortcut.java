package io.skep.server;

import io.netty.buffer.ByteBuf;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.UdpAnnounceView;
import io.skep.protocol.UdpCodec;
import io.skep.swarm.SwarmAnswer;
import io.skep.tracker.Tracker;

/**
 * Answers the packets of which a busy tracker gets most, straight from their bytes to the bytes of
 * the answer: announces and scrapes that whoever sends them is let in with, and of which nobody
 * hears. All others, whatever is odd and whatever fails, it leaves to {@link UdpTracker}.
 *
 * <p>It makes an object or two for a packet, where the other makes a dozen, and what is counted and
 * timed is so for all packets that are answered together.
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
   * @param now seconds
   * @param answer where the answer is written
   * @return false, and nothing is written or done, if it is left to others
   */
  boolean answered(ByteBuf packet, long high, long low, long now, ByteBuf answer) {
    int start = packet.readerIndex();
    if (packet.readableBytes() <= HASHES) {
      return false;
    }
    return switch (packet.getInt(start + ACTION)) {
      case UdpCodec.ACTION_ANNOUNCE -> announced(packet, high, low, now, answer);
      case UdpCodec.ACTION_SCRAPE -> scraped(packet, high, low, now, answer);
      default -> false;
    };
  }

  private boolean announced(ByteBuf packet, long high, long low, long now, ByteBuf answer) {
    int start = packet.readerIndex();
    if (!tracker.announcesAtOnce()
        || !announce.read(packet, high, low)
        || !connectionIds.isValid(packet.getLong(start), high, low, now)) {
      return false;
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
