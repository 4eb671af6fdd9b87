package io.skep.interop;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who gives, who takes, and how both speak to the tracker. */
record Pair(ClientKind seed, ClientKind leecher, Transport transport) {
  private static final Set<ClientKind> WITH_EACH_OTHER =
      EnumSet.of(ClientKind.ARIA2, ClientKind.TRANSMISSION, ClientKind.LIBTORRENT);
  private static final Set<ClientKind> WITH_LIBTORRENT =
      EnumSet.of(ClientKind.RTORRENT, ClientKind.WEBTORRENT);

  /** Pairs of clients that are not ours, each of them as seed and as leecher. */
  static List<Pair> ofOthers() {
    List<Pair> pairs = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      for (ClientKind seed : WITH_EACH_OTHER) {
        for (ClientKind leecher : WITH_EACH_OTHER) {
          // Transmission never dials a peer on loopback, so somebody else has to.
          if (seed != ClientKind.TRANSMISSION || leecher != ClientKind.TRANSMISSION) {
            pairs.add(new Pair(seed, leecher, transport));
          }
        }
      }
      for (ClientKind kind : WITH_LIBTORRENT) {
        pairs.add(new Pair(kind, ClientKind.LIBTORRENT, transport));
        pairs.add(new Pair(ClientKind.LIBTORRENT, kind, transport));
      }
    }
    return pairs;
  }

  /** What this machine lacks for it, in words. */
  Optional<String> missing() {
    return Stream.of(seed, leecher).flatMap(kind -> kind.missing().stream()).findFirst();
  }

  /** Whether the leecher is there first, to be dialled by the seed when that comes. */
  boolean startsWithLeecher() {
    return leecher.waitsToBeDialled();
  }

  @Override
  public String toString() {
    return (seed + "-to-" + leecher + "-over-" + transport).toLowerCase(Locale.ROOT);
  }
}
