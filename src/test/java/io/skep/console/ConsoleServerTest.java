package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleServerTest {
  private final RunningConsole console = new RunningConsole(true);
  private final ConsoleClient client = console.client();

  @AfterEach
  void stop() {
    console.close();
  }

  private static void assertProblem(int status, String title, HttpResponse<String> response) {
    assertEquals(status, response.statusCode());
    assertEquals(
        "application/problem+json", response.headers().firstValue("content-type").orElse(""));
    JsonObject problem = new JsonObject(response.body());
    assertEquals("about:blank", problem.getString("type"));
    assertEquals(status, problem.getInteger("status"));
    assertEquals(title, problem.getString("title"));
    assertTrue(problem.getString("detail").length() > 5, response.body());
  }

  @Test
  void aProcessThatAnswersIsAlive() throws Exception {
    assertEquals(200, client.get("/health/live").statusCode());
    console.health.report("tracker", false);
    assertEquals(200, client.get("/health/live").statusCode());
  }

  /** They would be files that the tracker lacks then. */
  @Test
  void whoHoldsConnectionsGetsNoMoreThanTheBoundAndLocksNobodyOut() throws Exception {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < ConsoleDoor.DEFAULT_CONNECTIONS; i++) {
        held.add(connect());
      }
      untilOpen(ConsoleDoor.DEFAULT_CONNECTIONS);

      assertEquals(200, client.get("/health/live").statusCode());
      assertEquals(-1, held.get(0).getInputStream().read(), "the longest idle made room");
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void whoAsksForNothingIsClosed() throws Exception {
    try (Socket silent = connect();
        Socket slow = connect()) {
      slow.getOutputStream().write("GET /health/live HTT".getBytes(StandardCharsets.US_ASCII));
      untilOpen(2);
      console.clock.addAndGet(ConsoleConnections.HEAD_SECONDS);
      console.server.connections().closeOverdue();

      assertEquals(-1, silent.getInputStream().read());
      assertEquals(-1, slow.getInputStream().read());
    }
  }

  @Test
  void aBodyHasADeadlineOfItsOwn() throws Exception {
    String head =
        "POST /api/v1/torrents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx";
    try (Socket slow = connect()) {
      slow.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      assertEquals('H', slow.getInputStream().read(), "it is answered without its body");
      console.clock.addAndGet(ConsoleConnections.HEAD_SECONDS);
      console.server.connections().closeOverdue();
      assertEquals(1, console.server.connections().size());

      console.clock.addAndGet(ConsoleConnections.BODY_SECONDS);
      console.server.connections().closeOverdue();
      slow.getInputStream().readAllBytes();
    }
  }

  @Test
  void whoListensToEventsStaysAndMakesNoRoom() throws Exception {
    List<Socket> held = new ArrayList<>();
    try (Socket listener = connect()) {
      listener
          .getOutputStream()
          .write(
              "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertEquals('H', listener.getInputStream().read());
      console.clock.addAndGet(10 * ConsoleConnections.BODY_SECONDS);
      console.server.connections().closeOverdue();
      assertEquals(1, console.server.connections().size());

      for (int i = 0; i < ConsoleDoor.DEFAULT_CONNECTIONS; i++) {
        held.add(connect());
      }
      assertEquals(-1, held.get(0).getInputStream().read());
      console.server.live().tick();
      assertNotEquals(-1, listener.getInputStream().read());
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", console.server.port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private void untilOpen(int connections) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (console.server.connections().size() < connections) {
      assertTrue(System.nanoTime() < deadline, "they are not open yet");
      Thread.onSpinWait();
    }
  }

  @Test
  void itIsReadyOnceEveryPartSaysSo() throws Exception {
    assertEquals(503, client.get("/health/ready").statusCode(), "nobody has reported yet");

    console.health.report("tracker", true);
    HttpResponse<String> ready = client.get("/health/ready");
    assertEquals(200, ready.statusCode());
    assertEquals(
        new JsonObject("{\"ok\":true,\"parts\":{\"tracker\":true}}"), new JsonObject(ready.body()));

    console.health.report("storage", false);
    HttpResponse<String> notReady = client.get("/health/ready");
    assertEquals(503, notReady.statusCode());
    assertEquals(
        new JsonObject("{\"ok\":false,\"parts\":{\"tracker\":true,\"storage\":false}}"),
        new JsonObject(notReady.body()));

    console.health.report("storage", true);
    assertEquals(200, client.get("/health/ready").statusCode());
    console.health.report("tracker", false);
    assertEquals(503, client.get("/health/ready").statusCode(), "it stops");
  }

  @Test
  void metricsAreInThePrometheusTextFormat() throws Exception {
    Counter.builder("skep.bees").register(console.registry).increment(3);

    HttpResponse<String> response = client.get("/metrics");

    assertEquals(200, response.statusCode());
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8",
        response.headers().firstValue("content-type").orElse(""));
    assertTrue(response.body().lines().anyMatch("skep_bees_total 3.0"::equals), response.body());
  }

  @Test
  void theTotalsAreShown() throws Exception {
    assertEquals(0, client.json("/api/v1/stats").getInteger("torrents"));
  }

  @Test
  void theFirstPageNamesTheOthers() throws Exception {
    String page = client.get("/").body();

    for (String path : new String[] {"/api/v1/swarms", "/metrics", "/health/ready"}) {
      assertTrue(page.contains(path), page);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/api/v1", "/api/v2/swarms", "/health", "/api/v1/swarms/a/b", "/.env"})
  void aPageThatIsNotThereIsAProblem(String path) throws Exception {
    assertProblem(404, "Not found", client.get(path));
  }

  @ParameterizedTest
  @CsvSource({"POST,/metrics", "DELETE,/api/v1/swarms", "PUT,/health/live", "POST,/"})
  void anotherMethodIsAProblem(String method, String path) throws Exception {
    HttpResponse<String> response = client.ask(method, path);

    assertProblem(405, "Method not allowed", response);
    assertEquals("GET, HEAD", response.headers().firstValue("allow").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics", "/health/live", "/api/v1/stats", "/api/v1/swarms"})
  void theHeadersCanBeAskedForAlone(String path) throws Exception {
    HttpResponse<String> response = client.ask("HEAD", path);

    assertEquals(200, response.statusCode());
    assertEquals("", response.body());
    assertEquals(
        client.get(path).headers().firstValue("content-type"),
        response.headers().firstValue("content-type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /%zz", "GET /api/v1/swarms/%zz", "GET /%", "HEAD /%f"})
  void aPathThatIsNoneIsAProblem(String requestLine) throws IOException {
    String answer = client.raw(requestLine);

    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/api/v1/users",
    "POST,/api/v1/users",
    "GET,/api/v1/me",
    "POST,/api/v1/bulk",
    "DELETE,/api/v1/tokens/1",
    "GET,/api/v1/audit/check"
  })
  void onlyAPrivateTrackerKnowsUsers(String method, String path) throws Exception {
    HttpResponse<String> response = client.ask(method, path);

    assertProblem(404, "Not found", response);
    assertEquals(
        "this tracker is not private", new JsonObject(response.body()).getString("detail"));
  }

  /** Prometheus may be in the middle of reading when the process is told to stop. */
  @Test
  void anAnswerThatIsUnderWayFinishes() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Gauge.builder("skep.slow", () -> awaited(asked, answer)).register(console.registry);
    ExecutorService browser = Executors.newSingleThreadExecutor();
    try {
      var response = browser.submit(() -> client.get("/metrics"));
      assertTrue(asked.await(30, TimeUnit.SECONDS));
      Future<Void> stopped = console.server.stop();
      answer.countDown();

      assertEquals(200, response.get(30, TimeUnit.SECONDS).statusCode());
      assertTrue(response.get().body().contains("skep_slow 1.0"));
      RunningConsole.await(stopped);
      assertThrows(ConnectException.class, () -> client.get("/metrics"));
    } finally {
      browser.shutdownNow();
    }
  }

  private static double awaited(CountDownLatch asked, CountDownLatch answer) {
    asked.countDown();
    try {
      return answer.await(30, TimeUnit.SECONDS) ? 1 : 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }
}
