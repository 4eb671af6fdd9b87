package io.skep.console;

import io.skep.swarm.SwarmStore.Summary;
import java.util.Comparator;

/** What a list of swarms can be sorted by. */
enum SwarmOrder {
  PEERS(Comparator.comparingInt(s -> s.counts().complete() + s.counts().incomplete())),
  SEEDERS(Comparator.comparingInt(s -> s.counts().complete())),
  LEECHERS(Comparator.comparingInt(s -> s.counts().incomplete())),
  COMPLETED(Comparator.comparingInt(s -> s.counts().downloaded())),
  LAST_ANNOUNCE(Comparator.comparingLong(Summary::lastAnnounce)),
  INFO_HASH(Comparator.comparing(Summary::infoHash));

  private final Comparator<Summary> ascending;

  SwarmOrder(Comparator<Summary> ascending) {
    this.ascending = ascending;
  }

  /**
   * Reads a {@code sort} parameter: a name, with {@code -} before it for the largest first.
   *
   * @throws IllegalArgumentException with a sentence for the client
   */
  static Comparator<Summary> parse(String text) {
    boolean descending = text.startsWith("-");
    String name = descending ? text.substring(1) : text;
    for (SwarmOrder order : values()) {
      if (order.name().equalsIgnoreCase(name)) {
        Comparator<Summary> comparator = descending ? order.ascending.reversed() : order.ascending;
        // Where two are alike the order must be one all the same, or pages would overlap.
        return comparator.thenComparing(Summary::infoHash);
      }
    }
    throw new IllegalArgumentException(
        "sort must be one of peers, seeders, leechers, completed, last_announce, info_hash,"
            + " with - before it for the largest first");
  }
}
