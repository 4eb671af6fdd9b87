package io.skep.swarm;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Numbered addresses and info-hashes, and limits that are in no test's way. */
final class Samples {
  static final int INTERVAL = 1800;
  static final int TTL = 2700;
  static final int RETENTION = 86_400;

  private static final long DOCUMENTATION_PREFIX = 0x2001_0DB8L << 32;

  private Samples() {}

  static SwarmLimits limits(boolean accounting) {
    return new SwarmLimits(1 << 20, 100_000, INTERVAL, TTL, RETENTION, accounting);
  }

  static SwarmLimits limits(long maxPeers, int maxPeersPerSwarm, boolean accounting) {
    return new SwarmLimits(maxPeers, maxPeersPerSwarm, INTERVAL, TTL, RETENTION, accounting);
  }

  /** 10.x.x.x, each number another network. */
  static PeerAddress ipv4(int number) {
    return PeerAddress.ipv4(0x0A00_0000 | number, 6881);
  }

  /** 2001:db8::/32, each number another /64. */
  static PeerAddress ipv6(int number) {
    return new PeerAddress(DOCUMENTATION_PREFIX | number, 1, 6881);
  }

  static InfoHash infoHash(int number) {
    return new InfoHash(0x5EED_0000_0000_0000L, number, number);
  }

  /** The addresses of a list; a peer that is in it twice is a failure. */
  static Set<String> addresses(PeerList peers) {
    List<String> all = peers.entries().stream().map(entry -> entry.address().toString()).toList();
    Set<String> each = new TreeSet<>(all);
    if (each.size() != all.size()) {
      throw new AssertionError("a peer is told twice: " + all);
    }
    return each;
  }
}
