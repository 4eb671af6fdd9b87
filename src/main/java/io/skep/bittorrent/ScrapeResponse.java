package io.skep.bittorrent;

import java.util.List;

/** The counts of the swarms that a scrape asked for, in its order (BEP 48, BEP 15). */
public record ScrapeResponse(List<Swarm> swarms) {
  /**
   * One swarm's counts.
   *
   * @param infoHash the swarm
   * @param counts all zero where nobody is in it
   * @param known false where the tracker does not serve this torrent at all
   */
  public record Swarm(InfoHash infoHash, SwarmCounts counts, boolean known) {}

  /** Keeps a copy of the list that nobody changes. */
  public ScrapeResponse {
    swarms = List.copyOf(swarms);
  }
}
