package io.skep.cli;

import io.skep.load.Kind;
import io.skep.load.LoadPlan;
import io.skep.load.LoadResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The result of a load as one JSON object; the keys are part of the outside contract.
 *
 * <ul>
 *   <li>{@code tracker}, without path, and {@code settings}, by which the load can be repeated;
 *   <li>{@code seconds} of the measured part, {@code answers_per_second} in it, {@code
 *       filled_peers} before it;
 *   <li>{@code announce}, {@code scrape}, {@code connect}: {@code sent}, {@code answered} (well),
 *       {@code wrong}, {@code lost}, {@code bytes_per_answer}, {@code peers_per_answer} of
 *       announces, {@code latency_us} with {@code mean}, {@code p50}, {@code p90}, {@code p99},
 *       {@code p99_9} and {@code max};
 *   <li>{@code unsent} requests that {@code --rate} had planned and that were not sent in time,
 *       {@code late} answers to lost requests, {@code told_of_itself} where {@code --accept-self}
 *       lets a tracker tell a peer of itself;
 *   <li>{@code wrong}, a list of {@code kind}, {@code words} and {@code count}, of all parts;
 *   <li>{@code server}, with {@code --server-pid}: {@code cpu_us_per_answer}, {@code
 *       cpu_user_us_per_answer}, {@code cpu_system_us_per_answer}, {@code cpu_cores}, {@code
 *       context_switches_per_answer}, {@code rss_before_bytes}, {@code rss_after_bytes}, {@code
 *       rss_peak_bytes}, and with {@code --fill} {@code rss_bytes_per_peer};
 *   <li>{@code generator}: {@code cpu_us_per_answer} of the load generator itself.
 * </ul>
 */
final class LoadJson {
  private LoadJson() {}

  static JsonObject of(LoadPlan load, LoadResult result, OptionalLong pid) {
    JsonObject object =
        new JsonObject()
            .put("tracker", load.target().toString())
            .put("settings", settings(load))
            .put("seconds", rounded(result.seconds()))
            .put("answers_per_second", rounded(result.answersPerSecond()))
            .put("filled_peers", result.filled());
    result
        .lines()
        .forEach(
            (kind, line) -> object.put(kind.name().toLowerCase(Locale.ROOT), line(kind, line)));
    JsonArray wrong = new JsonArray();
    for (LoadResult.Finding finding : result.findings()) {
      wrong.add(
          new JsonObject()
              .put("kind", finding.flaw().name().toLowerCase(Locale.ROOT))
              .put("words", finding.words())
              .put("count", finding.count()));
    }
    object
        .put("unsent", result.unsent())
        .put("late", result.late())
        .put("told_of_itself", result.toldOfItself())
        .put("wrong", wrong);
    LoadResult.ServerCost cost = result.server();
    if (cost != null) {
      object.put("server", server(cost).put("pid", pid.orElse(0)));
    }
    if (result.ownCpuMicros() >= 0) {
      object.put(
          "generator", new JsonObject().put("cpu_us_per_answer", rounded(result.ownCpuMicros())));
    }
    return object;
  }

  private static JsonObject settings(LoadPlan load) {
    JsonObject settings =
        new JsonObject()
            .put("peers", load.crowd().peers())
            .put("torrents", load.crowd().torrents())
            .put("popularity", LoadTable.popularity(load.crowd().popularity()))
            .put("seeders", load.crowd().seeders())
            .put("addresses", load.crowd().addresses())
            .put("passkeys", load.crowd().passkeys().size())
            .put("seed", load.crowd().seed())
            .put("numwant", load.mix().numwant())
            .put("scrape", load.mix().scrape())
            .put("scrape_hashes", load.mix().scrapeHashes())
            .put(
                "events",
                new JsonObject()
                    .put("none", load.mix().none())
                    .put("started", load.mix().started())
                    .put("completed", load.mix().completed())
                    .put("stopped", load.mix().stopped()))
            .put("warm_up_seconds", load.pace().warmUp().toSeconds())
            .put("timeout_seconds", load.pace().timeout().toSeconds())
            .put("fill", load.pace().fills())
            .put("rate", load.pace().rate())
            .put("threads", load.pace().threads());
    if (load.target().isUdp()) {
      return settings.put("in_flight", load.pace().inFlight());
    }
    return settings
        .put("connections", load.pace().connections())
        .put("pipeline", load.pace().pipeline())
        .put("connection_per_request", load.pace().connectionPerRequest());
  }

  private static JsonObject line(Kind kind, LoadResult.Line line) {
    JsonObject object =
        new JsonObject()
            .put("sent", line.sent())
            .put("answered", line.answered())
            .put("wrong", line.wrong())
            .put("lost", line.lost())
            .put("bytes_per_answer", rounded(line.bytes()));
    if (kind == Kind.ANNOUNCE) {
      object.put("peers_per_answer", rounded(line.peers()));
    }
    LoadResult.Latency latency = line.latency();
    return object.put(
        "latency_us",
        new JsonObject()
            .put("mean", rounded(latency.mean()))
            .put("p50", rounded(latency.p50()))
            .put("p90", rounded(latency.p90()))
            .put("p99", rounded(latency.p99()))
            .put("p99_9", rounded(latency.p999()))
            .put("max", rounded(latency.max())));
  }

  private static JsonObject server(LoadResult.ServerCost cost) {
    JsonObject server =
        new JsonObject()
            .put("cpu_us_per_answer", rounded(cost.userMicros() + cost.systemMicros()))
            .put("cpu_user_us_per_answer", rounded(cost.userMicros()))
            .put("cpu_system_us_per_answer", rounded(cost.systemMicros()))
            .put("cpu_cores", rounded(cost.cores()))
            .put("context_switches_per_answer", rounded(cost.switches()))
            .put("rss_before_bytes", cost.residentBefore())
            .put("rss_after_bytes", cost.residentAfter())
            .put("rss_peak_bytes", cost.residentPeak());
    return cost.bytesPerPeer().isPresent()
        ? server.put("rss_bytes_per_peer", rounded(cost.bytesPerPeer().getAsDouble()))
        : server;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
