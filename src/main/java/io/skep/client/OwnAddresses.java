package io.skep.client;

import io.skep.bittorrent.PeerAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Under which addresses others know us, so that we don't connect to ourselves. */
final class OwnAddresses {
  /** A host has few; a peer that reflects our peer id could make up many. */
  private static final int MAX_MET = 64;

  private final int port;
  private final Set<PeerAddress> met = new LinkedHashSet<>();
  private @Nullable PeerAddress ipv4;
  private @Nullable PeerAddress ipv6;

  /** We listen on this port. */
  OwnAddresses(int port) {
    this.port = port;
  }

  /** Others see us so, as a tracker (BEP 24) or a peer (BEP 10) told; its port is ignored. */
  void seenAs(PeerAddress ip) {
    if (ip.isIpv4()) {
      ipv4 = ip.withPort(port);
    } else {
      ipv6 = ip.withPort(port);
    }
  }

  /** A connection to this address brought us to ourselves. */
  void met(PeerAddress address) {
    if (met.size() < MAX_MET) {
      met.add(address);
    }
  }

  boolean contains(PeerAddress address) {
    return address.equals(ipv4) || address.equals(ipv6) || met.contains(address);
  }

  /** Our address in the same family as this peer's; null while nobody has told. */
  @Nullable PeerAddress sameFamilyAs(PeerAddress peer) {
    return peer.isIpv4() ? ipv4 : ipv6;
  }
}
