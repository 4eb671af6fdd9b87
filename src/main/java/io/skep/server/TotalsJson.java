package io.skep.server;

import io.skep.swarm.SwarmStore;
import io.skep.swarm.Totals;
import io.vertx.core.json.JsonObject;
import java.util.function.LongSupplier;

/** What {@code /stats.json} tells everybody: totals, and nothing of any one torrent or peer. */
public final class TotalsJson {
  private final String version;
  private final String mode;
  private final SwarmStore swarms;
  private final TrackerMetrics metrics;
  private final LongSupplier seconds;
  private final long startedAt;

  /** Totals of a tracker that starts now. */
  public TotalsJson(
      String version,
      String mode,
      SwarmStore swarms,
      TrackerMetrics metrics,
      LongSupplier seconds) {
    this.version = version;
    this.mode = mode;
    this.swarms = swarms;
    this.metrics = metrics;
    this.seconds = seconds;
    this.startedAt = seconds.getAsLong();
  }

  /** The totals as they are now. */
  public JsonObject totals() {
    Totals totals = swarms.totals();
    return new JsonObject()
        .put("tracker", "Skep " + version)
        .put("mode", mode)
        .put("uptime_seconds", seconds.getAsLong() - startedAt)
        .put("torrents", totals.torrents())
        .put("peers", totals.seeders() + totals.leechers())
        .put("seeders", totals.seeders())
        .put("leechers", totals.leechers())
        .put("completed", totals.completed())
        .put("announces", metrics.announcesAnswered())
        .put("scrapes", metrics.scrapesAnswered());
  }
}
