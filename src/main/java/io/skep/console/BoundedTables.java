package io.skep.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How full each table is that an outsider can fill.
 *
 * <p>Such a table has two gauges, {@code skep.NAME} and {@code skep.NAME.max}; so whoever adds one
 * has it shown here too.
 */
final class BoundedTables {
  private static final String OURS = "skep.";
  private static final String LIMIT = ".max";

  private BoundedTables() {}

  /** Each with its name, how much is used, and how much can be. */
  static JsonArray of(MeterRegistry registry) {
    Map<String, Gauge> gauges = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      if (meter instanceof Gauge gauge && meter.getId().getName().startsWith(OURS)) {
        gauges.put(name(meter.getId(), ""), gauge);
      }
    }
    JsonArray tables = new JsonArray();
    gauges.forEach(
        (name, used) -> {
          Gauge limit = gauges.get(name(used.getId(), LIMIT));
          if (limit != null) {
            tables.add(
                new JsonObject()
                    .put("name", name.substring(OURS.length()))
                    .put("used", number(used))
                    .put("limit", number(limit)));
          }
        });
    return tables;
  }

  private static String name(Meter.Id id, String ending) {
    String tags =
        id.getTags().stream().map(tag -> "." + tag.getValue()).collect(Collectors.joining());
    return id.getName() + ending + tags;
  }

  private static long number(Gauge gauge) {
    double value = gauge.value();
    return Double.isNaN(value) ? 0 : Math.round(value);
  }
}
