package io.skep.deployment;

import java.util.Set;
import java.util.TreeSet;

/** The series that a scrape of Skep gives, and those that Prometheus adds by itself. */
final class KnownMetrics {
  private static final Set<String> OWN =
      Set.of(
          "skep_announces_total",
          "skep_scrapes_total",
          "skep_announce_seconds_bucket",
          "skep_announce_seconds_sum",
          "skep_announce_seconds_count",
          "skep_scrape_seconds_bucket",
          "skep_scrape_seconds_sum",
          "skep_scrape_seconds_count",
          "skep_udp_connects_total",
          "skep_udp_dropped_packets_total",
          "skep_http_errors_total",
          "skep_http_connections",
          "skep_http_connections_max",
          "skep_torrents",
          "skep_seeders",
          "skep_leechers",
          "skep_swarm_weight",
          "skep_swarm_weight_max",
          "skep_swarm_evictions_total",
          "skep_peers_completed_total",
          "skep_peers_expired_total",
          "skep_peers_refused_total",
          "skep_process_resident_bytes",
          "skep_torrent_list_size",
          "skep_torrent_list_reload_failures_total",
          "skep_build_info");

  private static final Set<String> OF_LIBRARIES =
      Set.of(
          "cache_gets_total",
          "cache_size",
          "cache_evictions_total",
          "cache_eviction_weight_total",
          "jvm_memory_used_bytes",
          "jvm_gc_pause_seconds_sum",
          "jvm_gc_pause_seconds_count",
          "jvm_threads_live_threads",
          "process_cpu_usage",
          "process_uptime_seconds",
          "process_files_open_files");

  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  /** The labels by whose value a rule or a panel picks its series. */
  private static final Set<String> LABELS =
      Set.of(
          "transport=\"http\"",
          "transport=\"udp\"",
          "outcome=\"failed\"",
          "outcome=\"malformed\"",
          "tier=\"established\"",
          "tier=\"newcomers\"",
          "result=\"hit\"",
          "area=\"heap\"");

  /** The job that the example of a scrape and the ServiceMonitor give to Skep. */
  private static final String JOB = "job=\"skep\"";

  private KnownMetrics() {}

  static Set<String> labels() {
    Set<String> labels = new TreeSet<>(LABELS);
    labels.add(JOB);
    return labels;
  }

  static Set<String> all() {
    Set<String> all = new TreeSet<>(OWN);
    all.addAll(OF_LIBRARIES);
    all.addAll(OF_PROMETHEUS);
    return all;
  }

  /** Skep's own metrics, a histogram by its name without the ending. */
  static Set<String> ownFamilies() {
    Set<String> families = new TreeSet<>();
    OWN.forEach(name -> families.add(family(name)));
    return families;
  }

  static String family(String series) {
    return series.replaceFirst("_(bucket|sum|count)$", "");
  }
}
