package io.skep.bittorrent;

/**
 * How many are in a swarm, as a scrape tells it (BEP 48, BEP 21).
 *
 * @param complete seeders
 * @param incomplete everybody else, partial seeds among them
 * @param downloaded how often the whole torrent was fetched, as far as the tracker remembers
 * @param downloaders those of the incomplete that still fetch: the incomplete without the partial
 *     seeds
 */
public record SwarmCounts(int complete, int incomplete, int downloaded, int downloaders) {
  /** A swarm that has nobody. */
  public static final SwarmCounts EMPTY = new SwarmCounts(0, 0, 0, 0);
}
