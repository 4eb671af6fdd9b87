package io.skep.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.skep.statistics.LiveFigures;
import io.skep.statistics.Series;
import io.skep.statistics.Span;
import io.skep.storage.Finding;
import io.skep.storage.FindingStore;
import io.skep.storage.StorageException;
import io.skep.storage.Token;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/overview}: that the tracker lives, and how, now and of late. */
final class Overview {
  private static final String ANNOUNCES = "announces_";
  private static final String FINDINGS = "findings_open";
  private static final int KNOWN_SECONDS = 10;
  private static final double MILLION = 1e6;
  private static final double THOUSAND = 1e3;

  private final LiveFigures figures;
  private final MeterRegistry registry;
  private final Health health;
  private final Supplier<JsonObject> totals;
  private final ConsoleServer.@Nullable PrivateParts site;
  private final LongSupplier seconds;
  private final Executor background;
  private volatile OpenFindings open = new OpenFindings(0, null);

  /** How many findings nobody has decided on; null where that can't be told. */
  private record OpenFindings(long knownUntil, @Nullable Long count) {}

  /**
   * An overview.
   *
   * @param background where the database is asked while nobody waits for it
   */
  Overview(ConsoleServer.Parts parts, LiveFigures figures, Executor background) {
    this.figures = figures;
    this.background = background;
    registry = parts.registry();
    health = parts.health();
    totals = parts.totals();
    site = parts.privateParts();
    seconds = parts.seconds();
  }

  Reply show(Call call) {
    Span span = Span.named(call.text("span"));
    if (isStale()) {
      countOpenFindings();
    }
    JsonObject now = seesFindings(call) ? now() : withoutFindings(now());
    return Reply.json(new JsonObject().put("now", now).put("series", series(span)));
  }

  /** Whether who asks may know how many findings there are. */
  static boolean seesFindings(Call call) {
    Token token = call.token();
    return token != null && token.scopes().contains("findings:read");
  }

  /**
   * What is told each second to those who listen. Never waits for the database: while it is away
   * people look most.
   */
  JsonObject told() {
    if (isStale()) {
      background.execute(this::countOpenFindings);
    }
    return now();
  }

  /** The same for those who may not know how many findings nobody has decided on. */
  static JsonObject withoutFindings(JsonObject told) {
    return new JsonObject(new LinkedHashMap<>(told.getMap())).putNull(FINDINGS);
  }

  private JsonObject now() {
    Map<String, @Nullable Number> latest = latest();
    JsonObject of = totals.get();
    long swarms = of.getLong("torrents", 0L);
    return new JsonObject()
        .put("at", Times.text(seconds.getAsLong()))
        .put("version", of.getString("tracker", ""))
        .put("mode", of.getString("mode", ""))
        .put("uptime_seconds", of.getLong("uptime_seconds", 0L))
        .put("torrents", site == null ? swarms : (long) site.torrents().served())
        .put("swarms", swarms)
        .put("seeders", of.getLong("seeders", 0L))
        .put("leechers", of.getLong("leechers", 0L))
        .put("completed", of.getLong("completed", 0L))
        .put("announces", announces(latest))
        .put("scrapes", latest.get("scrapes"))
        .put("refused", latest.get("refused"))
        .put("errors", latest.get("errors"))
        .put("latency", latency(latest))
        .put("memory", memory(latest))
        .put("tables", BoundedTables.of(registry))
        .put(FINDINGS, open.count())
        .put("health", health())
        .put("ready", health.isReady());
  }

  private JsonObject health() {
    JsonObject json = new JsonObject();
    health.parts().forEach(json::put);
    return json;
  }

  private static JsonObject announces(Map<String, @Nullable Number> latest) {
    JsonObject json = new JsonObject();
    latest.forEach(
        (name, rate) -> {
          if (name.startsWith(ANNOUNCES)) {
            json.put(name.substring(ANNOUNCES.length()), rate);
          }
        });
    return json;
  }

  private static JsonObject latency(Map<String, @Nullable Number> latest) {
    return new JsonObject()
        .put("p50", latest.get("latency_p50"))
        .put("p99", latest.get("latency_p99"))
        .put("p999", latest.get("latency_p999"));
  }

  private static JsonObject memory(Map<String, @Nullable Number> latest) {
    return new JsonObject()
        .put("heap_used", latest.get("heap_used"))
        .put("heap_max", Runtime.getRuntime().maxMemory())
        .put("direct_used", latest.get("direct_used"))
        .put("resident", latest.get("resident"));
  }

  private Map<String, @Nullable Number> latest() {
    Map<String, @Nullable Number> latest = new HashMap<>();
    double[] row = figures.now();
    List<String> names = figures.names();
    for (int i = 0; i < names.size(); i++) {
      latest.put(names.get(i), i < row.length ? number(names.get(i), row[i]) : null);
    }
    return latest;
  }

  private JsonObject series(Span span) {
    Series series = figures.series(span);
    JsonArray at = new JsonArray();
    for (long time : series.at()) {
      at.add(time);
    }
    JsonObject json = new JsonObject().put("step_seconds", span.stepSeconds()).put("at", at);
    List<String> names = figures.names();
    for (int i = 0; i < names.size(); i++) {
      JsonArray column = new JsonArray();
      for (double figure : series.figures()[i]) {
        column.add(number(names.get(i), figure));
      }
      json.put(names.get(i), column);
    }
    return json;
  }

  /** No longer than a person cares for; null where there is no figure. */
  private static @Nullable Number number(String name, double figure) {
    if (Double.isNaN(figure)) {
      return null;
    }
    double parts = LiveFigures.LATENCIES.contains(name) ? MILLION : THOUSAND;
    double rounded = Math.round(figure * parts) / parts;
    return rounded == Math.rint(rounded) ? (Number) (long) rounded : (Number) rounded;
  }

  private boolean isStale() {
    return site != null && seconds.getAsLong() >= open.knownUntil();
  }

  private void countOpenFindings() {
    ConsoleServer.PrivateParts known = site;
    if (known != null) {
      // Before the answer, so that no second one asks while the first one waits.
      open = new OpenFindings(seconds.getAsLong() + KNOWN_SECONDS, open.count());
      open = new OpenFindings(seconds.getAsLong() + KNOWN_SECONDS, count(known));
    }
  }

  private static @Nullable Long count(ConsoleServer.PrivateParts site) {
    try {
      return site.findings()
          .count(new FindingStore.Query("", 0, 0, Optional.of(Finding.Decision.OPEN), 0, 1));
    } catch (StorageException e) {
      // Whether the database is there is shown beside it.
      return null;
    }
  }
}
