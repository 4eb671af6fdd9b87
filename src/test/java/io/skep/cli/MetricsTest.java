package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.client.OwnPeerId;
import io.skep.client.TrackerClient;
import io.skep.client.TrackerClientOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a whole tracker tells Prometheus once it has met requests of each kind. */
class MetricsTest {
  private static final InfoHash DENIED = InfoHash.parse("d".repeat(40));
  private static final InfoHash SERVED = InfoHash.parse("5".repeat(40));
  private static final Pattern USED = Pattern.compile("\\b(skep|cache|jvm|process)_[a-z_]+\\b");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final Vertx VERTX = Vertx.vertx();
  private static final TrackerClient CLIENT =
      new TrackerClient(VERTX, TrackerClientOptions.within(Duration.ofSeconds(30)));

  @SuppressWarnings("NullAway.Init")
  private static TrackerProcess tracker;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    Path deny = Files.writeString(folder.resolve("deny"), DENIED + "\n");
    tracker =
        TrackerProcess.start(
            ConfigurationLoader.load(
                null,
                Map.of(),
                List.of(
                    "data.folder=" + folder.resolve("data"),
                    "tracker.mode=open",
                    "tracker.http.port=0",
                    "tracker.udp.port=0",
                    "console.port=0",
                    "tracker.event-loops=2",
                    "tracker.claimed-address.from=127.0.0.0/8",
                    "tracker.torrents.deny=" + deny)));
    List<String> hosts = Loopback.hasIpv6() ? List.of("127.0.0.1", "[::1]") : List.of("127.0.0.1");
    for (String host : hosts) {
      for (URI url : List.of(url("http", host), url("udp", host))) {
        for (Event event : Event.values()) {
          await(CLIENT.announce(url, announce(SERVED, event)));
        }
        assertThrows(
            Exception.class, () -> await(CLIENT.announce(url, announce(DENIED, Event.NONE))));
        await(CLIENT.scrape(url, List.of(SERVED)));
      }
    }
    get(tracker.server().httpPort(), "/announce");
    get(tracker.server().httpPort(), "/scrape");
    get(tracker.server().httpPort(), "/nothing");
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static URI url(String scheme, String host) {
    int port = scheme.equals("udp") ? tracker.server().udpPort() : tracker.server().httpPort();
    return URI.create(scheme + "://" + host + ":" + port + "/announce");
  }

  private static AnnounceRequest announce(InfoHash infoHash, Event event) {
    return new AnnounceRequest(
        infoHash,
        OwnPeerId.next(new Random(1)),
        PeerAddress.ipv4(0, 6881),
        event,
        0,
        0,
        event == Event.COMPLETED ? 0 : 1,
        0,
        0,
        -1,
        AddressFamilies.BOTH,
        false,
        "");
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @AfterAll
  static void stop() {
    await(CLIENT.close());
    await(VERTX.close());
    await(tracker.stop());
  }

  /** Name and labels of every line, without its value. */
  private static Set<String> series() throws IOException, InterruptedException {
    return get(tracker.consolePort(), "/metrics")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> seriesOf(String name) throws IOException, InterruptedException {
    return series().stream()
        .filter(line -> line.equals(name) || line.startsWith(name + "{"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static double value(String series) throws IOException, InterruptedException {
    return get(tracker.consolePort(), "/metrics")
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(series + " is not told"));
  }

  private static Set<String> set(List<String> series) {
    return new TreeSet<>(series);
  }

  private static List<String> labels(String name, String... values) {
    List<String> labels = new ArrayList<>();
    for (String value : values) {
      labels.add(name + "=\"" + value + "\"");
    }
    return labels;
  }

  /** Each of these with each of those. */
  private static List<String> product(List<String> left, List<String> right) {
    return left.stream().flatMap(l -> right.stream().map(r -> l + "," + r)).toList();
  }

  private static Set<String> named(String name, List<String> labels) {
    return set(labels.stream().map(l -> name + "{" + l + "}").toList());
  }

  @Test
  void announcesAndScrapesAreCountedByWhatTheyAre() throws Exception {
    List<String> families = labels("family", "ipv4", "ipv6");
    List<String> outcomes = labels("outcome", "ok", "refused", "malformed", "failed");
    List<String> transports = labels("transport", "http", "udp");
    List<String> events = labels("event", "none", "started", "stopped", "completed", "paused");

    assertEquals(
        named(
            "skep_announces_total",
            product(events, product(families, product(outcomes, transports)))),
        seriesOf("skep_announces_total"));
    assertEquals(
        named("skep_scrapes_total", product(families, product(outcomes, transports))),
        seriesOf("skep_scrapes_total"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "skep_announces_total{event=\"started\",family=\"ipv4\",outcome=\"ok\",transport=\"http\"}",
        "skep_announces_total{event=\"paused\",family=\"ipv4\",outcome=\"ok\",transport=\"http\"}",
        "skep_announces_total{event=\"stopped\",family=\"ipv4\",outcome=\"ok\",transport=\"udp\"}",
        "skep_announces_total{event=\"none\",family=\"ipv4\",outcome=\"refused\",transport=\"http\"}",
        "skep_announces_total{event=\"none\",family=\"ipv4\",outcome=\"malformed\",transport=\"http\"}",
        "skep_scrapes_total{family=\"ipv4\",outcome=\"ok\",transport=\"udp\"}",
        "skep_scrapes_total{family=\"ipv4\",outcome=\"refused\",transport=\"http\"}",
      })
  void whatWasAskedWasCountedOnce(String series) throws Exception {
    assertEquals(1, value(series));
  }

  @Test
  void whatAMachineWithIpv6AsksIsCountedApart() throws Exception {
    double expected = Loopback.hasIpv6() ? 1 : 0;

    for (String transport : List.of("http", "udp")) {
      assertEquals(
          expected,
          value(
              "skep_announces_total{event=\"completed\",family=\"ipv6\",outcome=\"ok\",transport=\""
                  + transport
                  + "\"}"));
    }
  }

  @Test
  void theLabelsAreThoseThatAreWrittenDown() throws Exception {
    assertEquals(
        named("skep_udp_connects_total", labels("family", "ipv4", "ipv6")),
        seriesOf("skep_udp_connects_total"));
    assertEquals(
        named(
            "skep_udp_dropped_packets_total",
            labels(
                "reason",
                "short",
                "unknown_action",
                "bad_connection_id",
                "oversized",
                "odd",
                "unsent")),
        seriesOf("skep_udp_dropped_packets_total"));
    assertEquals(
        named(
            "skep_http_errors_total",
            labels(
                "reason",
                "bad_request",
                "not_found",
                "method",
                "timeout",
                "too_many_connections",
                "untrusted_proxy")),
        seriesOf("skep_http_errors_total"));
    for (String name :
        List.of("skep_swarm_weight", "skep_swarm_weight_max", "skep_swarm_evictions_total")) {
      assertEquals(named(name, labels("tier", "established", "newcomers")), seriesOf(name));
    }
    for (String name : List.of("skep_announce_seconds_count", "skep_scrape_seconds_sum")) {
      assertEquals(named(name, labels("transport", "http", "udp")), seriesOf(name));
    }
    List<String> caches = labels("cache", "swarms_established", "swarms_newcomers");
    assertEquals(named("cache_size", caches), seriesOf("cache_size"));
    assertEquals(
        named("cache_gets_total", product(caches, labels("result", "hit", "miss"))),
        seriesOf("cache_gets_total"));
    assertEquals(
        named("skep_torrent_list_size", labels("list", "deny")),
        seriesOf("skep_torrent_list_size"));
    assertEquals(
        named("skep_build_info", labels("version", Version.text())), seriesOf("skep_build_info"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "skep_http_connections",
        "skep_http_connections_max",
        "skep_torrents",
        "skep_seeders",
        "skep_leechers",
        "skep_peers_completed_total",
        "skep_peers_expired_total",
        "skep_peers_refused_total",
        "skep_torrent_list_reload_failures_total",
        "jvm_threads_live_threads",
        "process_cpu_usage",
        "process_uptime_seconds",
        "process_files_open_files",
      })
  void whatHasNoLabelIsOneLine(String name) throws Exception {
    assertEquals(Set.of(name), seriesOf(name));
  }

  @Test
  void theBucketsReachFromMicrosecondsToASecond() throws Exception {
    Set<String> buckets = seriesOf("skep_announce_seconds_bucket");

    assertEquals(2 * 16, buckets.size(), buckets.toString());
    for (String bound : List.of("1.0E-5", "0.001", "1.0", "+Inf")) {
      assertTrue(
          buckets.contains("skep_announce_seconds_bucket{transport=\"udp\",le=\"" + bound + "\"}"),
          buckets.toString());
    }
  }

  /** A name in a panel or a rule that nobody serves shows nothing and rings no bell. */
  @ParameterizedTest
  @ValueSource(strings = {"grafana/skep-dashboard.json", "prometheus/skep-alerts.yaml"})
  void everyNameThatTheFilesInConfUseIsServed(String file) throws Exception {
    Matcher used = USED.matcher(Files.readString(Path.of("conf").resolve(file)));
    Set<String> names = new TreeSet<>();
    while (used.find()) {
      names.add(used.group());
    }
    assertTrue(names.size() > 10, names.toString());

    // These are not there before the first collection.
    System.gc();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    Set<String> missing = missing(names);
    while (!missing.isEmpty() && System.nanoTime() < deadline) {
      missing = missing(names);
    }
    assertEquals(Set.of(), missing);
  }

  private static Set<String> missing(Set<String> names) throws Exception {
    Set<String> served =
        series().stream()
            .map(line -> line.replaceFirst("\\{.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(served);
    return missing;
  }

  /** Each is another torrent and another peer, and none of it may be seen in a label. */
  @Test
  void athousandTorrentsAndAddressesAddNoSeries() throws Exception {
    Set<String> before = series();
    announceOnOneConnection(1000);

    // What the JVM adds by itself, such as the first collection of some kind, is not ours.
    Set<String> added = new TreeSet<>(series());
    added.removeAll(before);
    added.removeIf(line -> line.startsWith("jvm_"));
    assertEquals(Set.of(), added);
    assertTrue(value("skep_torrents") >= 1000);
    String text = get(tracker.consolePort(), "/metrics");
    assertFalse(text.matches("(?s).*[0-9a-fA-F]{40}.*"), "an info-hash");
    assertFalse(text.matches("(?s).*\"[^\"]*[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+[^\"]*\".*"), text);
    assertTrue(text.length() < 100_000, "it is " + text.length() + " characters long");
  }

  private static void announceOnOneConnection(int count) throws IOException {
    Random random = new Random(3);
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String hash = String.format(Locale.ROOT, "%08x", random.nextInt()).repeat(5);
      requests
          .append("GET /announce?info_hash=" + hash.replaceAll("(..)", "%$1"))
          .append("&peer_id=-TR3000-aaaaaaaaaaaa&port=6881&left=1&ip=10.9.")
          .append((i / 250) + "." + (i % 250))
          .append(" HTTP/1.1\r\nHost: x\r\n")
          .append(i == count - 1 ? "Connection: close\r\n\r\n" : "\r\n");
    }
    try (Socket socket = new Socket("127.0.0.1", tracker.server().httpPort())) {
      socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
      byte[] bytes = socket.getInputStream().readAllBytes();
      String answers = new String(bytes, StandardCharsets.ISO_8859_1);
      assertEquals(count, answers.split("10:incompletei1e", -1).length - 1);
    }
  }

  @Test
  void theConsoleIsOnThisMachinesOwnAddressOnly() throws Exception {
    assertTrue(get(tracker.consolePort(), "/health/ready").contains("\"ok\":true"));
    // All of 127.0.0.0/8 is this machine; who listens everywhere would answer here too.
    assertThrows(
        ConnectException.class, () -> new Socket("127.0.0.2", tracker.consolePort()).close());
    try (Socket everywhere = new Socket("127.0.0.2", tracker.server().httpPort())) {
      assertTrue(everywhere.isConnected());
    }
  }
}
