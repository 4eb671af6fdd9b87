package io.skep.cli;

import io.skep.load.Mix;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code load} that say what is asked. */
@SuppressWarnings("NullAway.Init") // picocli sets what has a default.
final class LoadMixOptions {
  private static final int USUAL_SCRAPE_HASHES = 5;

  @Option(
      names = "--numwant",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many peers an announce asks for (default: ${DEFAULT-VALUE}).")
  private int numwant;

  @Option(
      names = "--events",
      paramLabel = "E=W",
      split = ",",
      defaultValue = "none=94,started=2,completed=2,stopped=2",
      description =
          "The weights of the events of announces. Only seeders say completed; a peer that has"
              + " stopped says started next (default: ${DEFAULT-VALUE}).")
  private Map<String, Integer> events = new HashMap<>();

  @Option(
      names = "--scrape",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "The share of scrapes among all requests, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double scrape;

  @Option(
      names = "--scrape-hashes",
      paramLabel = "N",
      description =
          "How many torrents a scrape asks for, 1 to 74, each once (default: 5, or all where there"
              + " are fewer).")
  private @Nullable Integer scrapeHashes;

  /**
   * The mix.
   *
   * @param torrents how many there are
   * @throws IllegalArgumentException with a sentence, if it can't be
   */
  Mix mix(int torrents) {
    Map<String, Integer> weights = new HashMap<>(events);
    Mix mix =
        new Mix(
            weight(weights, "none"),
            weight(weights, "started"),
            weight(weights, "completed"),
            weight(weights, "stopped"),
            numwant,
            scrape,
            scrapeHashes == null ? Math.min(USUAL_SCRAPE_HASHES, torrents) : scrapeHashes);
    if (!weights.isEmpty()) {
      throw new IllegalArgumentException(
          "events are none, started, completed and stopped, not "
              + String.join(", ", weights.keySet()));
    }
    return mix;
  }

  private static int weight(Map<String, Integer> weights, String event) {
    Integer weight = weights.remove(event);
    return weight == null ? 0 : weight;
  }
}
