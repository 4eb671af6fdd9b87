package io.skep.cli;

import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.SwarmCounts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;

/** Shows a tracker's answer to a scrape, in the order in which it was asked. */
final class ScrapePrinter {
  private final ScrapeResponse response;

  ScrapePrinter(ScrapeResponse response) {
    this.response = response;
  }

  /** One line a swarm. */
  String text() {
    return response.swarms().stream()
        .map(ScrapePrinter::line)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String line(ScrapeResponse.Swarm swarm) {
    if (!swarm.known()) {
      return swarm.infoHash() + "  not known to the tracker";
    }
    SwarmCounts counts = swarm.counts();
    return "%s  seeders %d  leechers %d  downloaded %d"
        .formatted(swarm.infoHash(), counts.complete(), counts.incomplete(), counts.downloaded());
  }

  /** One JSON object whose {@code swarms} has an object for each. */
  String json() {
    JsonArray swarms = new JsonArray();
    for (ScrapeResponse.Swarm swarm : response.swarms()) {
      JsonObject object =
          new JsonObject()
              .put("info_hash", swarm.infoHash().toString())
              .put("known", swarm.known());
      if (swarm.known()) {
        SwarmCounts counts = swarm.counts();
        object
            .put("complete", counts.complete())
            .put("incomplete", counts.incomplete())
            .put("downloaded", counts.downloaded())
            .put("downloaders", counts.downloaders());
      }
      swarms.add(object);
    }
    return new JsonObject().put("swarms", swarms).encodePrettily();
  }
}
