package io.skep.ledger;

import io.skep.bittorrent.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** At which hosts sessions are, where both families' addresses of a session are one host. */
final class Hosts {
  private final List<PeerAddress> hosts = new ArrayList<>();

  /** One host so far: that which asks. */
  Hosts(PeerAddress own) {
    hosts.add(own);
  }

  /** Adds where a session is, by its latest address of each family, unless it is known. */
  void add(List<PeerAddress> latestFirst) {
    PeerAddress ipv4 = null;
    PeerAddress ipv6 = null;
    for (PeerAddress address : latestFirst) {
      if (address.isIpv4()) {
        ipv4 = ipv4 == null ? address : ipv4;
      } else {
        ipv6 = ipv6 == null ? address : ipv6;
      }
    }
    PeerAddress host = ipv4 == null ? ipv6 : ipv4;
    if (host != null && !contains(ipv4) && !contains(ipv6)) {
      hosts.add(host);
    }
  }

  private boolean contains(@Nullable PeerAddress address) {
    return address != null && hosts.stream().anyMatch(address::sameNetwork);
  }

  /** How many there are besides the one that asks. */
  int others() {
    return hosts.size() - 1;
  }
}
