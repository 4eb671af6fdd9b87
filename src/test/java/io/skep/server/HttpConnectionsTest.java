package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.SwarmCounts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections, methods and paths: what is HTTP about the tracker, not BitTorrent. */
@Timeout(60)
class HttpConnectionsTest {
  private static final String HOST = "Host: localhost\r\n";

  @Test
  void keepsAConnectionOfHttp11Open() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      for (int i = 0; i < 10; i++) {
        assertEquals("", client.get(Hashes.leech(i, 7001)).failure());
      }
      assertEquals(1, tracker.connections());
    }
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 1; i <= 50; i++) {
        requests.append("GET ").append(Hashes.leech(1, 7000 + i)).append(" HTTP/1.1\r\n");
        requests.append(HOST).append("\r\n");
      }
      client.send(requests.toString());
      for (int i = 1; i <= 50; i++) {
        assertEquals(i, client.reply().bencoded().integer("incomplete").orElse(-1));
      }
    }
  }

  /** The first answer comes last: an answer that overtook it would reach the wrong request. */
  @Test
  void answersPipelinedRequestsInTheirOrderThoughTheFirstTakesLonger() throws Exception {
    Promise<Void> first = Promise.promise();
    RecordingAdmission admission =
        new RecordingAdmission(
            request ->
                request.address().port() == 7001 ? first.future() : Future.succeededFuture());
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        RawHttp client = tracker.http()) {
      client.send(
          "GET "
              + Hashes.leech(1, 7001)
              + " HTTP/1.1\r\n"
              + HOST
              + "\r\n"
              + "GET /stats.json HTTP/1.1\r\n"
              + HOST
              + "\r\n");
      admission.take();
      first.complete();

      assertEquals("text/plain", client.reply().header("content-type"));
      assertEquals("application/json", client.reply().header("content-type"));
    }
  }

  @Test
  void closesAfterTheAnswerToHttp10() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.send("GET " + Hashes.leech(1, 7001) + " HTTP/1.0\r\n\r\n");

      assertEquals("", client.reply().failure());
      assertTrue(client.isClosedByTracker());
      Waiting.until("no connection is left", () -> tracker.connections() == 0);
    }
  }

  @Test
  void keepsAConnectionOfHttp10OpenForWhoAsksForIt() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      for (int i = 0; i < 2; i++) {
        client.send("GET " + Hashes.leech(1, 7001) + " HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        RawReply reply = client.reply();

        assertEquals("", reply.failure());
        assertEquals("keep-alive", reply.header("connection"));
      }
    }
  }

  @Test
  void closesAfterTheAnswerWhereTheClientSaysSo() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      assertEquals("", client.get(Hashes.leech(1, 7001), "Connection: close\r\n").failure());
      assertTrue(client.isClosedByTracker());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "SPEAK"})
  void takesNoAnnounceByAnotherMethodThanGet(String method) throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        RawHttp client = tracker.http()) {
      client.send(
          method
              + " "
              + Hashes.leech(1, 7001)
              + " HTTP/1.1\r\n"
              + HOST
              + "Content-Length: 0\r\n\r\n");
      RawReply reply = method.equals("HEAD") ? client.headReply() : client.reply();

      assertEquals(405, reply.status());
      assertEquals("GET", reply.header("allow"));
      assertTrue(admission.isEmpty());
      assertEquals(SwarmCounts.EMPTY, tracker.counts(Hashes.infoHash(1)));
      assertEquals(0, tracker.totals().torrents());
      assertEquals(1, tracker.turnedAway(HttpFault.METHOD));
      assertEquals("", client.get(Hashes.leech(1, 7001)).failure());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "POST"})
  void takesNoScrapeByAnotherMethodThanGet(String method) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().fullScrape(60).start();
        RawHttp client = tracker.http()) {
      client.send(method + " /scrape HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\n\r\n");
      RawReply reply = method.equals("HEAD") ? client.headReply() : client.reply();

      assertEquals(405, reply.status());
      assertEquals("GET", reply.header("allow"));
    }
  }

  /** What comes in the body of a request that was refused must not be read as the next one. */
  @Test
  void skipsTheBodyOfARequestThatItRefuses() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      String smuggled = "GET " + Hashes.leech(1, 7001) + " HTTP/1.1\r\n" + HOST + "\r\n";
      client.send(
          "POST /announce HTTP/1.1\r\n"
              + HOST
              + "Content-Length: "
              + smuggled.length()
              + "\r\n\r\n"
              + smuggled);

      assertEquals(405, client.reply().status());
      assertEquals(200, client.get("/").status());
      assertEquals(0, tracker.totals().torrents());
    }
  }

  @Test
  void tellsItsTotals() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.get(Hashes.seed(1, 7001));
      client.get(Hashes.leech(1, 7002));
      tracker.clock().advance(42);
      RawReply reply = client.get("/stats.json");
      JsonObject totals = new JsonObject(reply.text());

      assertEquals("application/json", reply.header("content-type"));
      assertEquals("no-store", reply.header("cache-control"));
      assertEquals(42, totals.getInteger("uptime_seconds"));
      assertEquals(1, totals.getInteger("torrents"));
      assertEquals(2, totals.getInteger("peers"));
      assertEquals(1, totals.getInteger("seeders"));
      assertEquals(1, totals.getInteger("leechers"));
      assertEquals(2, totals.getInteger("announces"));
      assertFalse(reply.text().contains("127.0.0.1"));
    }
  }

  @ParameterizedTest
  @CsvSource({"/stats.json, application/json", "/, text/plain"})
  void answersHeadOfAPageWithItsHeadersAlone(String path, String type) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.send("HEAD " + path + " HTTP/1.1\r\n" + HOST + "\r\n");
      RawReply head = client.headReply();
      // Were there a body, the next answer would begin with it.
      RawReply get = client.get(path);

      assertEquals(200, head.status());
      assertEquals(type, head.header("content-type"));
      assertEquals(200, get.status());
      assertEquals(type, get.header("content-type"));
    }
  }

  @Test
  void takesNothingButGetAndHeadForAPage() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.send("POST /stats.json HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\n\r\n");
      RawReply reply = client.reply();

      assertEquals(405, reply.status());
      assertEquals("GET, HEAD", reply.header("allow"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/announcer",
        "/Announce",
        "/announce/a/b",
        "/a/b/announce",
        "/announce/sp%20ce",
        "/favicon.ico",
        "/stats",
        "/metrics",
        "/health/live",
        "/../announce",
      })
  void hasNoOtherPages(String path) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      RawReply reply = client.get(path);

      assertEquals(404, reply.status());
      assertEquals(1, tracker.turnedAway(HttpFault.NOT_FOUND));
      assertEquals(200, client.get("/").status());
    }
  }

  @Test
  void takesARequestLineWithTheWholeUrl() throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        RawHttp client = tracker.http()) {
      String hash = "%00%ff" + "a".repeat(18);
      RawReply announced =
          client.get(
              "http://tracker.example:6969/announce/sesame?port=1&left=0&peer_id="
                  + hash
                  + "&info_hash="
                  + hash);
      RawReply page = client.get("http://tracker.example");

      assertEquals("", announced.failure());
      assertEquals("sesame", admission.take().passkey());
      assertTrue(page.text().startsWith("This is a BitTorrent tracker."));
    }
  }

  @Test
  void finishesTheAnswersUnderWayWhenItStops() throws Exception {
    ConcurrentLinkedQueue<Promise<Void>> waiting = new ConcurrentLinkedQueue<>();
    RecordingAdmission admission =
        new RecordingAdmission(
            request -> {
              Promise<Void> admitted = Promise.promise();
              waiting.add(admitted);
              return admitted.future();
            });
    try (RunningTracker tracker = new TrackerSetup().admission(admission).eventLoops(2).start();
        RawHttp first = tracker.http();
        RawHttp second = tracker.http();
        RawHttp idle = tracker.http()) {
      assertEquals(200, idle.get("/").status());
      for (RawHttp client : List.of(first, second)) {
        client.send("GET " + Hashes.leech(1, 7001) + " HTTP/1.1\r\n" + HOST + "\r\n");
        admission.take();
      }
      int port = tracker.server().httpPort();
      Future<Void> stopped = tracker.stop();
      assertTrue(idle.isClosedByTracker());
      assertFalse(stopped.isComplete());
      waiting.forEach(Promise::complete);

      assertEquals("", first.reply().failure());
      assertEquals("", second.reply().failure());
      assertTrue(first.isClosedByTracker());
      assertTrue(second.isClosedByTracker());
      Waiting.on(stopped);
      assertThrows(ConnectException.class, () -> RawHttp.connect("127.0.0.1", port).close());
    }
  }

  @Test
  void isNotDisturbedByAClientThatLeavesBeforeItsAnswer() throws Exception {
    Promise<Void> admitted = Promise.promise();
    RecordingAdmission admission = new RecordingAdmission(request -> admitted.future());
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start()) {
      try (RawHttp client = tracker.http()) {
        client.send("GET " + Hashes.leech(1, 7001) + " HTTP/1.1\r\n" + HOST + "\r\n");
        admission.take();
      }
      Waiting.until("its connection is gone", () -> tracker.connections() == 0);
      admitted.complete();
      try (RawHttp client = tracker.http()) {
        assertEquals("", client.get(Hashes.leech(1, 7002)).failure());
      }
    }
  }

  @Test
  void saysWhichPortItCannotHave() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      TrackerSetup setup = new TrackerSetup().httpPort(other.getLocalPort());

      CannotListenException taken = assertThrows(CannotListenException.class, setup::start);
      assertEquals(
          "can't listen on TCP 127.0.0.1 port "
              + other.getLocalPort()
              + ": another process has the port",
          taken.getMessage());
    }
  }

  @Test
  void spreadsItsConnectionsOverItsEventLoopsAndCountsThemTogether() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().eventLoops(2).start();
        RawHttp a = tracker.http();
        RawHttp b = tracker.http();
        RawHttp c = tracker.http()) {
      for (RawHttp client : List.of(a, b, c)) {
        client.get(Hashes.leech(1, client.socket().getLocalPort()));
      }
      assertEquals(3, tracker.connections());
      assertEquals(3, tracker.counts(Hashes.infoHash(1)).incomplete());
    }
  }
}
