package io.skep.swarm;

import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.SwarmCounts;

/**
 * What an announce found, in space that is used again for the next one: good until the same thread
 * asks the store again, and for that thread alone.
 */
public final class SwarmAnswer {
  private final CompactPeers ipv4 = new CompactPeers(PeerList.IPV4_LENGTH);
  private final CompactPeers ipv6 = new CompactPeers(PeerList.IPV6_LENGTH);
  private int complete;
  private int incomplete;
  private int downloaded;
  private int downloaders;

  SwarmAnswer() {}

  /** Nobody. */
  void clear() {
    ipv4.clear();
    ipv6.clear();
    count(0, 0, 0, 0);
  }

  void count(int complete, int incomplete, int downloaded, int downloaders) {
    this.complete = complete;
    this.incomplete = incomplete;
    this.downloaded = downloaded;
    this.downloaders = downloaders;
  }

  CompactPeers chosen(boolean ofIpv4) {
    return ofIpv4 ? ipv4 : ipv6;
  }

  /** How many peers the caller is told of. */
  public int size() {
    return ipv4.count() + ipv6.count();
  }

  /** How many have everything, the caller included. */
  public int complete() {
    return complete;
  }

  /** How many have not, the caller included. */
  public int incomplete() {
    return incomplete;
  }

  /** The bytes of the peers of one family in their compact form, and what doesn't matter behind. */
  public byte[] peers(boolean ofIpv4) {
    return chosen(ofIpv4).bytes();
  }

  /** How many bytes of {@link #peers} count. */
  public int length(boolean ofIpv4) {
    return chosen(ofIpv4).length();
  }

  /** The same, to be kept. */
  SwarmStore.Answer kept() {
    return new SwarmStore.Answer(
        new SwarmCounts(complete, incomplete, downloaded, downloaders), list());
  }

  /** The peers, to be kept. */
  PeerList list() {
    if (size() == 0) {
      return PeerList.EMPTY;
    }
    byte[] ids = PeerList.EMPTY.ids();
    if (ipv4.hasIds() || ipv6.hasIds()) {
      ids = new byte[size() * PeerId.LENGTH];
      ipv4.copyIds(ids, 0);
      ipv6.copyIds(ids, ipv4.count() * PeerId.LENGTH);
    }
    return new PeerList(ipv4.addresses(), ipv6.addresses(), ids);
  }
}
