package io.skep.server;

import com.github.benmanes.caffeine.cache.Cache;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.skep.bittorrent.Event;
import io.skep.swarm.SwarmStore;
import io.skep.swarm.Totals;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * What the tracker counts and times, under names that begin with {@code skep_}.
 *
 * <p>Every label is of a closed set, so every meter is made at the start and the announce path only
 * indexes an array. No label is ever an info-hash, an address or a user.
 */
public final class TrackerMetrics {
  private static final Event[] EVENTS = Event.values();
  private static final Outcome[] OUTCOMES = Outcome.values();

  private final MeterRegistry registry;
  private final Counter[] announces;
  private final Counter[] scrapes;
  private final Map<Transport, Timer> announceTimers = new EnumMap<>(Transport.class);
  private final Map<Transport, Timer> scrapeTimers = new EnumMap<>(Transport.class);
  private final Counter[] connects;
  private final Map<DroppedPacket, Counter> dropped = new EnumMap<>(DroppedPacket.class);
  private final Map<HttpFault, Counter> httpFaults = new EnumMap<>(HttpFault.class);

  /** Registers the meters of the frontends. */
  public TrackerMetrics(MeterRegistry registry) {
    this.registry = registry;
    announces = new Counter[Transport.values().length * 2 * EVENTS.length * OUTCOMES.length];
    scrapes = new Counter[Transport.values().length * 2 * OUTCOMES.length];
    connects = new Counter[] {connects("ipv4"), connects("ipv6")};
    for (Transport transport : Transport.values()) {
      for (boolean ipv4 : new boolean[] {true, false}) {
        register(transport, ipv4);
      }
      announceTimers.put(
          transport, timer("skep.announce", "Time to answer an announce", transport));
      scrapeTimers.put(transport, timer("skep.scrape", "Time to answer a scrape", transport));
    }
    for (DroppedPacket reason : DroppedPacket.values()) {
      dropped.put(
          reason,
          Counter.builder("skep.udp.dropped.packets")
              .description("UDP packets that got no answer")
              .tag("reason", label(reason))
              .register(registry));
    }
    for (HttpFault reason : HttpFault.values()) {
      httpFaults.put(
          reason,
          Counter.builder("skep.http.errors")
              .description("HTTP requests and connections turned away before the tracker saw them")
              .tag("reason", label(reason))
              .register(registry));
    }
  }

  private void register(Transport transport, boolean ipv4) {
    for (Outcome outcome : OUTCOMES) {
      for (Event event : EVENTS) {
        announces[index(transport, ipv4, event, outcome)] =
            Counter.builder("skep.announces")
                .description("Announces by what brought them, what they told and how they ended")
                .tag("transport", label(transport))
                .tag("family", family(ipv4))
                .tag("event", label(event))
                .tag("outcome", label(outcome))
                .register(registry);
      }
      scrapes[index(transport, ipv4, outcome)] =
          Counter.builder("skep.scrapes")
              .description("Scrapes by what brought them and how they ended")
              .tag("transport", label(transport))
              .tag("family", family(ipv4))
              .tag("outcome", label(outcome))
              .register(registry);
    }
  }

  private Counter connects(String family) {
    return Counter.builder("skep.udp.connects")
        .description("Connection ids given out (BEP 15)")
        .tag("family", family)
        .register(registry);
  }

  private Timer timer(String name, String description, Transport transport) {
    return Timer.builder(name)
        .description(description)
        .tag("transport", label(transport))
        .serviceLevelObjectives(
            micros(10),
            micros(25),
            micros(50),
            micros(100),
            micros(250),
            micros(500),
            micros(1000),
            micros(2500),
            micros(5000),
            micros(10_000),
            micros(25_000),
            micros(50_000),
            micros(100_000),
            micros(250_000),
            micros(1_000_000))
        .register(registry);
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1000);
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String family(boolean ipv4) {
    return ipv4 ? "ipv4" : "ipv6";
  }

  private static int index(Transport transport, boolean ipv4, Event event, Outcome outcome) {
    return index(transport, ipv4, outcome) * EVENTS.length + event.ordinal();
  }

  private static int index(Transport transport, boolean ipv4, Outcome outcome) {
    return (transport.ordinal() * 2 + (ipv4 ? 0 : 1)) * OUTCOMES.length + outcome.ordinal();
  }

  /** Registers the figures of the swarms and of their caches. */
  public void watch(SwarmStore swarms, Map<String, Cache<?, ?>> tiers) {
    totalsGauge("skep.torrents", "Swarms that have a member", swarms, Totals::torrents);
    totalsGauge("skep.seeders", "Peers that have everything", swarms, Totals::seeders);
    totalsGauge("skep.leechers", "Peers that have not", swarms, Totals::leechers);
    totalsCounter(
        "skep.peers.completed", "Downloads that were completed", swarms, Totals::completed);
    totalsCounter(
        "skep.peers.expired", "Peers forgotten, silent for too long", swarms, Totals::expired);
    totalsCounter(
        "skep.peers.refused",
        "Peers not taken in, their swarm being full",
        swarms,
        Totals::refused);
    tiers.forEach(this::watchTier);
  }

  private void totalsGauge(
      String name, String description, SwarmStore swarms, ToLongFunction<Totals> value) {
    Gauge.builder(name, swarms, store -> value.applyAsLong(store.totals()))
        .description(description)
        .register(registry);
  }

  private void totalsCounter(
      String name, String description, SwarmStore swarms, ToLongFunction<Totals> value) {
    FunctionCounter.builder(name, swarms, store -> value.applyAsLong(store.totals()))
        .description(description)
        .register(registry);
  }

  private void watchTier(String tier, Cache<?, ?> cache) {
    CaffeineCacheMetrics.monitor(registry, cache, "swarms_" + tier);
    cache
        .policy()
        .eviction()
        .ifPresent(
            bound -> {
              Gauge.builder("skep.swarm.weight", bound, b -> b.weightedSize().orElse(0))
                  .description("Peers and swarms held")
                  .tag("tier", tier)
                  .register(registry);
              Gauge.builder("skep.swarm.weight.max", bound, b -> b.getMaximum())
                  .description("Peers and swarms that can be held")
                  .tag("tier", tier)
                  .register(registry);
            });
    FunctionCounter.builder("skep.swarm.evictions", cache, c -> c.stats().evictionCount())
        .description("Swarms put out for lack of room")
        .tag("tier", tier)
        .register(registry);
  }

  /** Registers how many HTTP connections there are, and may be. */
  void watchConnections(java.util.concurrent.atomic.AtomicInteger connections, int max) {
    Gauge.builder("skep.http.connections", connections, c -> c.get())
        .description("HTTP connections to the tracker that are open")
        .register(registry);
    Gauge.builder("skep.http.connections.max", () -> max)
        .description("HTTP connections to the tracker that may be open")
        .register(registry);
  }

  void announced(Transport transport, boolean ipv4, Event event, Outcome outcome, long startNanos) {
    announces[index(transport, ipv4, event, outcome)].increment();
    record(announceTimers, transport, startNanos);
  }

  void scraped(Transport transport, boolean ipv4, Outcome outcome, long startNanos) {
    scrapes[index(transport, ipv4, outcome)].increment();
    record(scrapeTimers, transport, startNanos);
  }

  /** So many announces that were read together have been answered. */
  void announcedOverUdp(boolean ipv4, Event event, int count, long startNanos) {
    announces[index(Transport.UDP, ipv4, event, Outcome.OK)].increment(count);
    record(announceTimers, count, startNanos);
  }

  /** So many scrapes that were read together have been answered. */
  void scrapedOverUdp(boolean ipv4, int count, long startNanos) {
    scrapes[index(Transport.UDP, ipv4, Outcome.OK)].increment(count);
    record(scrapeTimers, count, startNanos);
  }

  private static void record(Map<Transport, Timer> timers, int count, long startNanos) {
    Timer timer = timers.get(Transport.UDP);
    if (timer != null) {
      long nanos = System.nanoTime() - startNanos;
      for (int i = 0; i < count; i++) {
        timer.record(nanos, TimeUnit.NANOSECONDS);
      }
    }
  }

  private static void record(Map<Transport, Timer> timers, Transport transport, long startNanos) {
    Timer timer = timers.get(transport);
    if (timer != null) {
      timer.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }
  }

  void connected(boolean ipv4) {
    connects[ipv4 ? 0 : 1].increment();
  }

  void dropped(DroppedPacket reason) {
    increment(dropped.get(reason));
  }

  void turnedAway(HttpFault reason) {
    increment(httpFaults.get(reason));
  }

  private static void increment(@org.jspecify.annotations.Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }

  /** How many announces were answered since the start, over all transports. */
  public long announcesAnswered() {
    double sum = 0;
    for (Transport transport : Transport.values()) {
      for (boolean ipv4 : new boolean[] {true, false}) {
        for (Event event : EVENTS) {
          sum += announces[index(transport, ipv4, event, Outcome.OK)].count();
        }
      }
    }
    return (long) sum;
  }

  /** How many scrapes were answered since the start, over all transports. */
  public long scrapesAnswered() {
    double sum = 0;
    for (Transport transport : Transport.values()) {
      for (boolean ipv4 : new boolean[] {true, false}) {
        sum += scrapes[index(transport, ipv4, Outcome.OK)].count();
      }
    }
    return (long) sum;
  }
}
