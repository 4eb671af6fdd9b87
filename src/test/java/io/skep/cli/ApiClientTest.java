package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told when the API can't be asked. */
class ApiClientTest {
  private final Path folder;

  ApiClientTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  private String fails(String api, String... arguments) {
    CommandRun command = new CommandRun(api, folder);
    assertEquals(1, command.run(arguments));
    assertEquals("", command.out());
    assertEquals(1, command.err().lines().count(), command.err());
    return command.err().strip();
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = listen()) {
      port = socket.getLocalPort();
    }
    String api = "http://127.0.0.1:" + port;
    assertEquals(
        "skep: the tracker does not answer at " + api + ": is it running?",
        fails(api, "user", "list"));
  }

  @Test
  void anAnswerThatNeverComes() throws IOException {
    try (ServerSocket socket = listen()) {
      String api = "http://127.0.0.1:" + socket.getLocalPort();
      assertEquals(
          "skep: the tracker does not answer at " + api + " within 1s",
          fails(api, "user", "list", "--timeout", "0.2"));
    }
  }

  /** The beginning of an answer is no answer. */
  @Test
  void anAnswerThatNeverEnds() throws Exception {
    try (ServerSocket socket = listen()) {
      CompletableFuture<Socket> client =
          answer(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
      String api = "http://127.0.0.1:" + socket.getLocalPort();
      assertEquals(
          "skep: the tracker does not answer at " + api + " within 1s",
          fails(api, "user", "list", "--timeout", "0.5"));
      client.get().close();
    }
  }

  @Test
  void anAnswerThatIsTooLong() throws Exception {
    BoundedBody body = new BoundedBody(3);
    body.onNext(java.util.List.of(java.nio.ByteBuffer.wrap(new byte[2])));
    body.onNext(java.util.List.of(java.nio.ByteBuffer.wrap(new byte[2])));
    Exception fault =
        assertThrows(Exception.class, () -> body.getBody().toCompletableFuture().get());
    assertTrue(String.valueOf(fault.getMessage()).endsWith("the answer is longer than 3 bytes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "<html>", "\"x\"", "{"})
  void whatAnswersIsNoTracker(String body) throws Exception {
    try (ServerSocket socket = listen()) {
      CompletableFuture<Socket> client =
          answer(
              socket,
              "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body));
      String api = "http://127.0.0.1:" + socket.getLocalPort();
      assertEquals(
          "skep: what answers at " + api + " is no tracker of this kind",
          fails(api, "user", "list"));
      client.get().close();
    }
  }

  @Test
  void aRefusalWithoutReason() throws Exception {
    try (ServerSocket socket = listen()) {
      CompletableFuture<Socket> client =
          answer(socket, "HTTP/1.1 302 Found\r\nLocation: http://x/\r\nContent-Length: 0\r\n\r\n");
      String api = "http://127.0.0.1:" + socket.getLocalPort();
      assertEquals(
          "skep: what answers at " + api + " says 302 and not why", fails(api, "user", "list"));
      client.get().close();
    }
  }

  private static CompletableFuture<Socket> answer(ServerSocket socket, String text) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            Socket client = socket.accept();
            byte[] request = new byte[10_000];
            assertTrue(client.getInputStream().read(request) > 0);
            OutputStream out = client.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return client;
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void aTokenThatIsRefused() {
    try (StubTracker tracker = new StubTracker()) {
      CommandRun command = new CommandRun(tracker.url(), folder, "skep_wrong");
      assertEquals(1, command.run("user", "list"));
      assertEquals(
          "skep: the tracker refuses the token in %s: this token is of no use; --token-file or"
                  .formatted(folder.resolve("token"))
              + " SKEP_TOKEN name another\n",
          command.err());
      assertFalse(command.err().contains("skep_wrong"));
    }
  }

  @Test
  void problemsAreTold() {
    try (StubTracker tracker = new StubTracker()) {
      assertEquals(
          "skep: the tracker says: there is no GET users/1",
          fails(tracker.url(), "user", "show", "1"));
      tracker.on("GET users/1", 503, new JsonObject().put("title", "The database is away"));
      assertEquals(
          "skep: the tracker says: The database is away",
          fails(tracker.url(), "user", "show", "1"));
    }
  }

  @Test
  void whereTheTokenIsLookedFor() throws Exception {
    Path file = Files.writeString(folder.resolve("t"), " skep_abc-_ \n");
    Map<String, String> variable = Map.of("SKEP_TOKEN", "skep_xyz");
    assertEquals("skep_abc-_", ApiToken.find(file, variable).secret());
    assertEquals("skep_xyz", ApiToken.find(null, variable).secret());
    assertFalse(ApiToken.find(file, variable).toString().contains("skep_abc"));
    assertTells("there is no file " + folder.resolve("n"), folder.resolve("n"), variable);
    assertTells(
        "there is no token in data/admin-token; name its file with --token-file or set SKEP_TOKEN",
        null,
        Map.of("SKEP_TOKEN", " "));
    assertTells(
        "what is in the variable SKEP_TOKEN is no token",
        null,
        Map.of("SKEP_TOKEN", "a\r\nX-Other: 1"));
    Files.writeString(file, "");
    assertTells("what is in " + file + " is no token", file, variable);
    Files.writeString(file, "a".repeat(10_000));
    assertTells("what is in " + file + " is no token", file, variable);
  }

  private static void assertTells(
      String words, @Nullable Path file, Map<String, String> environment) {
    assertEquals(
        words,
        assertThrows(ApiException.class, () -> ApiToken.find(file, environment)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:6970, true",
    "https://tracker.example/skep/, true",
    "http://[::1]:6970, true",
    "ftp://127.0.0.1, false",
    "127.0.0.1:6970, false",
    "http://, false",
    "http://user:password@host, false",
    "http://host/?x=1, false",
    "http://ho st, false",
  })
  void urls(String url, boolean isOne) {
    CommandRun command = new CommandRun("http://unused", folder);
    int code = command.bare("user", "show", "1", "--api", url, "--token-file", folder + "/none");
    assertEquals(isOne ? 1 : 2, code, command.err());
  }

  @Test
  void aPathBeforeTheApi() throws Exception {
    try (StubTracker tracker = new StubTracker()) {
      ApiClient client =
          new ApiClient(
              URI.create(tracker.url() + "/skep/"),
              new ApiToken(StubTracker.TOKEN, "a test"),
              Duration.ofSeconds(10));
      assertThrows(ApiException.class, () -> client.get("users"));
      assertEquals("GET ?/skep/api/v1/users", tracker.heard().get(0));
    }
  }
}
