package io.skep.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.skep.statistics.Reading;
import io.skep.swarm.SwarmStore;
import io.skep.swarm.Totals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the tracker counts anyway.
 *
 * <p>The meters are looked up once, when they are all there; a reading then only asks each for its
 * figure. That takes some hundred microseconds, and nothing of whoever announces.
 */
final class LiveReadings {
  private static final List<String> LEVELS =
      List.of("torrents", "seeders", "leechers", "heap_used", "direct_used", "resident");
  private static final Set<String> ERRORS = Set.of("malformed", "failed");

  private final SwarmStore swarms;
  private final LongSupplier seconds;
  private final Map<String, List<Counter>> counters = new TreeMap<>();
  private final List<Timer> timers;
  private final double[] bounds;
  private final Collection<Gauge> heap;
  private final Collection<Gauge> direct;
  private final Collection<Gauge> resident;

  /**
   * Reads from these.
   *
   * @param registry with all its meters
   */
  LiveReadings(MeterRegistry registry, SwarmStore swarms, LongSupplier seconds) {
    this.swarms = swarms;
    this.seconds = seconds;
    for (String name : List.of("scrapes", "refused", "errors")) {
      counters.put(name, new ArrayList<>());
    }
    for (Counter counter : registry.find("skep.announces").counters()) {
      add("announces_" + counter.getId().getTag("transport"), counter);
      addByOutcome(counter);
    }
    for (Counter counter : registry.find("skep.scrapes").counters()) {
      add("scrapes", counter);
      addByOutcome(counter);
    }
    registry.find("skep.udp.dropped.packets").counters().forEach(one -> add("errors", one));
    registry.find("skep.http.errors").counters().forEach(one -> add("errors", one));
    timers = List.copyOf(registry.find("skep.announce").timers());
    bounds = timers.isEmpty() ? new double[0] : bounds(timers.get(0));
    heap = registry.find("jvm.memory.used").tag("area", "heap").gauges();
    direct = registry.find("jvm.buffer.memory.used").tag("id", "direct").gauges();
    resident = registry.find("skep.process.resident").gauges();
  }

  private void addByOutcome(Counter counter) {
    @Nullable String outcome = counter.getId().getTag("outcome");
    if ("refused".equals(outcome)) {
      add("refused", counter);
    } else if (outcome != null && ERRORS.contains(outcome)) {
      add("errors", counter);
    }
  }

  private void add(String name, Counter counter) {
    counters.computeIfAbsent(name, first -> new ArrayList<>()).add(counter);
  }

  private static double[] bounds(Timer timer) {
    return Arrays.stream(timer.takeSnapshot().histogramCounts())
        .mapToDouble(count -> count.bucket(TimeUnit.SECONDS))
        .filter(Double::isFinite)
        .toArray();
  }

  /** What the counters of a reading are called. */
  List<String> counterNames() {
    return List.copyOf(counters.keySet());
  }

  /** What the levels of a reading are called. */
  List<String> levelNames() {
    return LEVELS;
  }

  /** Up to what latencies are counted, in seconds, rising. */
  double[] bounds() {
    return bounds.clone();
  }

  /** What everything says now. */
  Reading take() {
    double[] counts =
        counters.values().stream()
            .mapToDouble(all -> all.stream().mapToDouble(Counter::count).sum())
            .toArray();
    Totals totals = swarms.totals();
    double[] levels = {
      totals.torrents(), totals.seeders(), totals.leechers(), sum(heap), sum(direct), sum(resident)
    };
    return new Reading(seconds.getAsLong(), System.nanoTime(), counts, levels, latencies());
  }

  private static double sum(Collection<Gauge> gauges) {
    return gauges.isEmpty() ? Double.NaN : gauges.stream().mapToDouble(Gauge::value).sum();
  }

  private double[] latencies() {
    double[] counts = new double[bounds.length];
    for (Timer timer : timers) {
      CountAtBucket[] buckets = timer.takeSnapshot().histogramCounts();
      for (int i = 0; i < counts.length && i < buckets.length; i++) {
        counts[i] += buckets[i].count();
      }
    }
    if (counts.length > 0) {
      // Those too that took longer than the last bound.
      counts[counts.length - 1] = timers.stream().mapToLong(Timer::count).sum();
    }
    return counts;
  }
}
