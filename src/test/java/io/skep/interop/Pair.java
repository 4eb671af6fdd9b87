package io.skep.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who gives, who takes, and how both speak to the tracker. */
record Pair(ClientKind seed, ClientKind leecher, Transport transport) {
  /** Every pair that can work at all. */
  static List<Pair> all() {
    List<Pair> pairs = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      for (ClientKind seed : ClientKind.values()) {
        for (ClientKind leecher : ClientKind.values()) {
          // Transmission never dials a peer on loopback, so somebody else has to.
          if (seed != ClientKind.TRANSMISSION || leecher != ClientKind.TRANSMISSION) {
            pairs.add(new Pair(seed, leecher, transport));
          }
        }
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
    return leecher == ClientKind.TRANSMISSION;
  }

  @Override
  public String toString() {
    return (seed + "-to-" + leecher + "-over-" + transport).toLowerCase(Locale.ROOT);
  }
}
