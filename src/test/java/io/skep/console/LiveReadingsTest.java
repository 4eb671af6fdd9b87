package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.skep.statistics.Reading;
import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveReadingsTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CaffeineSwarmStore swarms =
      new CaffeineSwarmStore(new SwarmLimits(1000, 100, 1800, 2700, 86_400, true));

  private void announces(String transport, String outcome, int count) {
    registry
        .counter("skep.announces", "transport", transport, "outcome", outcome, "family", "ipv4")
        .increment(count);
  }

  private LiveReadings readings() {
    return new LiveReadings(registry, swarms, () -> 17);
  }

  private static double counter(LiveReadings readings, Reading reading, String name) {
    return reading.counters()[readings.counterNames().indexOf(name)];
  }

  @Test
  void announcesAreCountedByWhatBringsThemAndByHowTheyEnd() {
    announces("http", "ok", 5);
    announces("http", "refused", 3);
    announces("udp", "malformed", 2);
    announces("udp", "failed", 1);
    registry.counter("skep.udp.dropped.packets", "reason", "odd").increment(40);
    registry.counter("skep.scrapes", "transport", "udp", "outcome", "ok").increment(9);
    LiveReadings readings = readings();

    Reading reading = readings.take();

    assertEquals(
        List.of("announces_http", "announces_udp", "errors", "refused", "scrapes"),
        readings.counterNames());
    assertEquals(17, reading.at());
    assertEquals(8, counter(readings, reading, "announces_http"));
    assertEquals(3, counter(readings, reading, "announces_udp"));
    assertEquals(43, counter(readings, reading, "errors"));
    assertEquals(3, counter(readings, reading, "refused"));
    assertEquals(9, counter(readings, reading, "scrapes"));
  }

  @Test
  void latenciesOfAllTransportsAreCountedUpToTheSameBounds() {
    for (String transport : List.of("http", "udp")) {
      Timer timer =
          Timer.builder("skep.announce")
              .tag("transport", transport)
              .serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(10))
              .register(registry);
      timer.record(Duration.ofNanos(500_000));
      timer.record(Duration.ofMillis(5));
      timer.record(Duration.ofSeconds(5));
    }
    LiveReadings readings = readings();

    assertArrayEquals(new double[] {0.001, 0.01}, readings.bounds(), 1e-9);
    assertArrayEquals(new double[] {2, 6}, readings.take().latencies());
  }

  @Test
  void whatIsNotMeasuredHasNoFigure() {
    LiveReadings readings = readings();

    double heap = readings.take().levels()[readings.levelNames().indexOf("heap_used")];

    assertEquals(Double.NaN, heap);
  }

  @Test
  void tablesAreThoseGaugesThatHaveALimit() {
    Gauge.builder("skep.swarm.weight", () -> 3).tag("tier", "newcomers").register(registry);
    Gauge.builder("skep.swarm.weight.max", () -> 10).tag("tier", "newcomers").register(registry);
    Gauge.builder("skep.swarm.weight", () -> 5).tag("tier", "established").register(registry);
    Gauge.builder("skep.users", () -> 4).register(registry);
    Gauge.builder("jvm.threads", () -> 4).register(registry);
    Gauge.builder("jvm.threads.max", () -> 4).register(registry);

    assertEquals(
        new JsonArray()
            .add(
                new JsonObject()
                    .put("name", "swarm.weight.newcomers")
                    .put("used", 3L)
                    .put("limit", 10L)),
        BoundedTables.of(registry));
  }
}
