package io.skep.load;

/**
 * What the peers ask for.
 *
 * @param none the weight of announces without an event, 0 or more
 * @param started the weight of announces of {@code started}
 * @param completed the weight of announces of {@code completed}, which only seeders make
 * @param stopped the weight of announces of {@code stopped}; that peer's next one is {@code
 *     started}
 * @param numwant how many peers an announce asks for, 0 to 1000
 * @param scrape the share of scrapes among all requests, 0 to 1
 * @param scrapeHashes how many torrents a scrape asks for, 1 to 74, each once
 */
public record Mix(
    int none,
    int started,
    int completed,
    int stopped,
    int numwant,
    double scrape,
    int scrapeHashes) {
  private static final int MAX_WEIGHT = 1_000_000;

  /** Refuses what is out of bounds, in a sentence. */
  public Mix {
    require(isWeight(none) && isWeight(started), "weights of events are 0 to " + MAX_WEIGHT);
    require(isWeight(completed) && isWeight(stopped), "weights of events are 0 to " + MAX_WEIGHT);
    require(none + started + completed + stopped > 0, "some event has a weight above 0");
    require(numwant >= 0 && numwant <= 1000, "numwant is 0 to 1000");
    require(scrape >= 0 && scrape <= 1, "the share of scrapes is 0 to 1");
    require(scrapeHashes >= 1 && scrapeHashes <= 74, "a scrape asks for 1 to 74 torrents");
  }

  private static boolean isWeight(int weight) {
    return weight >= 0 && weight <= MAX_WEIGHT;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
