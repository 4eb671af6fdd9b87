package io.skep.client;

import io.skep.bittorrent.PeerAddress;
import java.net.InetAddress;

/** What kind of address a peer has, and which addresses are one household's. */
final class PeerNetworks {
  private PeerNetworks() {}

  /** True if a TCP connection to it makes sense: loopback and private addresses are welcome. */
  static boolean canBeConnectedTo(PeerAddress peer) {
    if (peer.port() == 0) {
      return false;
    }
    if (peer.isIpv4()) {
      int firstByte = peer.ipv4() >>> 24;
      // This network, multicast, and what is reserved, with broadcast as its last (RFC 6890).
      return firstByte != 0 && firstByte < 224;
    }
    InetAddress ip = peer.inetAddress();
    return !ip.isAnyLocalAddress() && !ip.isMulticastAddress();
  }

  /** True if the address is of this host or its own network, where one host may be many peers. */
  static boolean isLocal(PeerAddress peer) {
    InetAddress ip = peer.inetAddress();
    boolean isUniqueLocal = !peer.isIpv4() && peer.high() >>> 57 == 0xFC >>> 1;
    return ip.isLoopbackAddress()
        || ip.isSiteLocalAddress()
        || ip.isLinkLocalAddress()
        || isUniqueLocal;
  }

  /**
   * What stands for all addresses of one household, as {@link PeerAddress#sameNetwork} has it: the
   * IPv4 address, or the /64 of the IPv6 address.
   */
  static PeerAddress network(PeerAddress peer) {
    return new PeerAddress(peer.high(), peer.high() == 0 ? peer.low() : 0, 0);
  }
}
