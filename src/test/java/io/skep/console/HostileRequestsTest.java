package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client with a token can send that it should not. */
class HostileRequestsTest {
  private static final PrivateConsole CONSOLE = new PrivateConsole();
  private static final ApiClient API = CONSOLE.client();
  private static final String HASH = "ef".repeat(20);

  /** Texts that mean something to SQL, logs, headers, pages, terminals and paths. */
  private static final List<String> TEXTS =
      List.of(
          "'; DROP TABLE users; --",
          "\" OR 1=1 --",
          "a\r\nSet-Cookie: x=1",
          "a\n2027-01-15 INFO token 'admin' removed everything",
          "nul\u0000nul",
          "\u001b[2J",
          "\u2028line",
          "\ud800",
          "%00%0d%0a",
          "${jndi:ldap://x}",
          "<script>alert(1)</script>",
          "../../etc/passwd",
          "\u202Eevil",
          "x".repeat(300),
          "   ",
          "\\",
          "'");

  @BeforeAll
  static void fill() {
    API.addUser("subject");
    API.addTorrent(HASH, "subject");
  }

  @AfterAll
  static void stop() {
    CONSOLE.close();
  }

  /** A request with a text in one of its fields or parameters. */
  record Field(String method, String path, String body) {
    String path(String text) {
      return path.replace("TEXT", ApiClient.url(text));
    }

    JsonObject body(String text) {
      return body.isEmpty() ? new JsonObject() : (JsonObject) filled(new JsonObject(body), text);
    }

    private static Object filled(Object value, String text) {
      if (value instanceof JsonObject object) {
        JsonObject copy = new JsonObject();
        object.fieldNames().forEach(name -> copy.put(name, filled(object.getValue(name), text)));
        return copy;
      }
      if (value instanceof JsonArray array) {
        JsonArray copy = new JsonArray();
        array.forEach(one -> copy.add(filled(one, text)));
        return copy;
      }
      return value instanceof String string ? string.replace("TEXT", text) : value;
    }

    @Override
    public String toString() {
      return method + " " + path + " " + body;
    }
  }

  static Stream<Field> fields() {
    String hash = "\"info_hash\":\"" + HASH + "\"";
    return Stream.of(
        new Field("POST", "/users", "{\"name\":\"TEXT\"}"),
        new Field("POST", "/users", "{\"name\":\"u\",\"role\":\"TEXT\"}"),
        new Field("PATCH", "/users/1", "{\"name\":\"TEXT\"}"),
        new Field("PATCH", "/users/1", "{\"state\":\"TEXT\"}"),
        new Field("GET", "/users/name:TEXT", ""),
        new Field("GET", "/users?q=TEXT", ""),
        new Field("GET", "/users?sort=TEXT", ""),
        new Field("GET", "/users/1/credits?from=TEXT", ""),
        new Field("GET", "/users/1/credits?torrent=TEXT", ""),
        new Field("POST", "/users/1/corrections", "{\"uploaded\":1,\"note\":\"TEXT\"}"),
        new Field("POST", "/users/1/corrections", "{\"torrent\":\"TEXT\",\"note\":\"x\"}"),
        new Field("POST", "/torrents", "{" + hash + ",\"name\":\"TEXT\"}"),
        new Field("PATCH", "/torrents/" + HASH, "{\"name\":\"TEXT\"}"),
        new Field("PATCH", "/torrents/" + HASH, "{\"license\":\"TEXT\"}"),
        new Field("DELETE", "/torrents/" + HASH + "?reason=TEXT", ""),
        new Field("GET", "/torrents?q=TEXT", ""),
        new Field("GET", "/torrents?license=TEXT", ""),
        new Field("GET", "/torrents?added_by=name:TEXT", ""),
        new Field("GET", "/torrents/TEXT", ""),
        new Field("POST", "/torrents/import", "{\"folder\":\"TEXT\"}"),
        new Field("GET", "/sessions?user=name:TEXT", ""),
        new Field("GET", "/findings?rule=TEXT", ""),
        new Field("PATCH", "/findings/1", "{\"decision\":\"open\",\"note\":\"TEXT\"}"),
        new Field("POST", "/multipliers", "{\"subject\":\"site\",\"note\":\"TEXT\"}"),
        new Field("POST", "/multipliers", "{\"subject\":\"user\",\"user\":\"name:TEXT\"}"),
        new Field("POST", "/multipliers", "{\"subject\":\"site\",\"ends_at\":\"TEXT\"}"),
        new Field("POST", "/tokens", "{\"name\":\"TEXT\",\"scopes\":[\"stats:read\"]}"),
        new Field("POST", "/tokens", "{\"name\":\"t\",\"scopes\":[\"TEXT\"]}"),
        new Field("GET", "/tokens?q=TEXT", ""),
        new Field("GET", "/top?by=TEXT", ""),
        new Field("POST", "/bulk", "{\"users\":[{\"name\":\"TEXT\",\"passkey\":\"TEXT\"}]}"),
        new Field("POST", "/bulk", "{\"torrents\":[{" + hash + ",\"name\":\"TEXT\"}]}"),
        new Field("POST", "/bulk", "{\"torrents\":[{" + hash + ",\"license\":\"TEXT\"}]}"));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void noTextBreaksOutOfItsField(Field field) {
    for (String text : TEXTS) {
      List<String> log =
          logged(
              () -> {
                String json = field.body.isEmpty() ? "" : field.body(text).encode();
                HttpResponse<byte[]> response = API.ask(field.method, field.path(text), json);
                assertTrue(response.statusCode() < 500, field + " " + text);
                if (text.codePoints().anyMatch(c -> c < ' ')) {
                  assertEquals(400, response.statusCode(), field + " " + text);
                }
                assertFalse(response.headers().map().containsKey("Set-Cookie"), field + " " + text);
                String body = new String(response.body(), StandardCharsets.UTF_8);
                if (response.statusCode() >= 400) {
                  String detail = new JsonObject(body).getString("detail");
                  assertFalse(detail.isEmpty() || detail.contains("\n"), detail);
                  assertFalse(detail.contains("\u001b") || detail.contains("SQL"), detail);
                }
              });
      for (String line : log) {
        assertTrue(line.chars().noneMatch(c -> c < ' ' || c == 0x2028), line);
      }
    }
    // Whatever was sent, the tables are still there.
    API.get("/users/name:subject/credits");
    API.get("/findings");
  }

  private static List<String> logged(Runnable work) {
    // It is written on the workers and read here.
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("io.skep.console");
    // Another test of this process may have run a command that sets what is logged.
    Level level = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.addHandler(handler);
    try {
      work.run();
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(level);
    }
    return lines;
  }

  @Test
  void everyChangeIsInTheLogAndNoSecret() {
    List<String> secrets = new ArrayList<>();
    List<String> log =
        logged(
            () -> {
              JsonObject user = API.addUser("logged");
              secrets.add(user.getString("passkey"));
              String path = "/users/" + user.getLong("id") + "/passkey";
              secrets.add(API.ask(200, "POST", path, "").getString("passkey"));
              JsonObject token =
                  new JsonObject()
                      .put("name", "logged")
                      .put("scopes", new JsonArray().add("stats:read"));
              secrets.add(API.post("/tokens", token).getString("secret"));
            });

    assertEquals(3, log.size(), () -> "" + log);
    long id = CONSOLE.parts.users().named("logged").orElseThrow().id();
    assertEquals(
        List.of(
            "token 'everything' added user " + id + " 'logged'",
            "token 'everything' gave user " + id + " a new passkey"),
        log.subList(0, 2));
    assertTrue(log.get(2).startsWith("token 'everything' made token "), log.get(2));
    for (String secret : secrets) {
      assertTrue(log.stream().noneMatch(line -> line.contains(secret)));
    }
  }

  static List<String> bodies() {
    return List.of(
        "",
        " ",
        "null",
        "1",
        "\"x\"",
        "[]",
        "true",
        "{",
        "{}}",
        "{\"name\":}",
        "{\"name\":NaN}",
        "{name:1}",
        "\u0000",
        "{\"name\":1}",
        "{\"name\":null}",
        "{\"name\":[\"x\"]}",
        "{\"name\":{\"name\":\"x\"}}",
        "{\"name\":\"x\",\"role\":7}",
        "{\"name\":\"x\",\"rolle\":\"member\"}",
        "{\"\\u0000\":1}",
        "{\"name\":\"" + "x".repeat(65) + "\"}",
        "[".repeat(100_000),
        "{\"name\":".repeat(50_000),
        "{\"name\":" + "[".repeat(900) + "]".repeat(900) + "}",
        "{\"name\":" + "9".repeat(100_000) + "}",
        "{\"name\":1e999999999}",
        "{\"name\":-1e-999999999}");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyThatIsNoneIsExplainedInASentence(String body) {
    HttpResponse<byte[]> response =
        API.ask("POST", "/users", "application/json", BodyPublishers.ofString(body));

    assertEquals(400, response.statusCode());
    String detail =
        new JsonObject(new String(response.body(), StandardCharsets.UTF_8)).getString("detail");
    assertTrue(detail.length() < 300 && detail.matches("[\\x20-\\x7e]+"), detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"uploaded\":1e400,\"note\":\"x\"}",
        "{\"uploaded\":1.5,\"note\":\"x\"}",
        "{\"uploaded\":\"1\",\"note\":\"x\"}",
        "{\"uploaded\":99999999999999999999999999,\"note\":\"x\"}",
        "{\"uploaded\":-9223372036854775808,\"note\":\"x\"}",
        "{\"uploaded\":true,\"note\":\"x\"}",
        "{\"uploaded\":null,\"note\":\"x\"}"
      })
  void aNumberThatIsNoneIsRefused(String body) {
    if (CONSOLE.parts.users().named("counted").isEmpty()) {
      API.addUser("counted");
    }

    assertEquals(
        "uploaded must be a whole number from -1125899906842624 to 1125899906842624",
        new JsonObject(
                new String(
                    API.ask("POST", "/users/name:counted/corrections", body).body(),
                    StandardCharsets.UTF_8))
            .getString("detail"));
  }

  @Test
  void millionsOfFaultsCostNoMoreThanOne() {
    StringBuilder body = new StringBuilder("{\"users\":[");
    for (int i = 0; i < 3_000_000; i++) {
      body.append(i == 0 ? "1" : ",1");
    }
    assertEquals(
        "users must have 0 to 10000 entries",
        API.ask(400, "POST", "/bulk", body.append("]}").toString()).getString("detail"));

    StringBuilder fields = new StringBuilder("{");
    for (int i = 0; i < 500_000; i++) {
      fields.append(i == 0 ? "" : ",").append("\"f").append(i).append("\":1");
    }
    assertEquals(
        "the body must not have the field 'f0'",
        API.ask(400, "POST", "/bulk", fields.append("}").toString()).getString("detail"));
  }

  private static String exchange(String head, byte[] body) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", CONSOLE.server.port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          (head + "\r\nHost: x\r\nAuthorization: Bearer " + CONSOLE.admin + "\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      byte[] answer = new byte[4096];
      int length = socket.getInputStream().read(answer);
      return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aBodyThatSaysItIsTooLargeIsNotRead() throws Exception {
    String answer =
        exchange(
            "POST /api/v1/users HTTP/1.1\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1048577",
            new byte[0]);

    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    assertTrue(answer.contains("the body must not be larger than 1048576 bytes"), answer);
  }

  @Test
  void onlyAFileMayBeAsLargeAsAFile() throws Exception {
    String head = "POST /api/v1/torrents HTTP/1.1\r\nContent-Length: 1048577\r\nContent-Type: ";
    String json = exchange(head + "application/json; charset=utf-8", new byte[0]);
    String file = exchange(head + "application/x-bittorrent", new byte[1_048_577]);

    assertTrue(json.startsWith("HTTP/1.1 413 "), json);
    assertTrue(file.startsWith("HTTP/1.1 422 "), file);
  }

  @Test
  void aBodyThatDoesNotSayHowLargeItIsEndsAtTheBound() throws Exception {
    byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] body = new byte[chunk.length * 20];
    for (int i = 0; i < 20; i++) {
      System.arraycopy(chunk, 0, body, i * chunk.length, chunk.length);
    }
    String answer =
        exchange(
            "POST /api/v1/users HTTP/1.1\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked",
            body);

    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
  }

  @Test
  void whoWaitsForAYesGetsIt() throws Exception {
    String answer =
        exchange(
            "POST /api/v1/users HTTP/1.1\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\nExpect: 100-continue",
            new byte[0]);

    assertTrue(answer.startsWith("HTTP/1.1 100 "), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "multipart/form-data; boundary=x", ""})
  void anotherTypeIsRefused(String type) {
    assertEquals(
        415,
        API.ask("POST", "/users", type, BodyPublishers.ofString("{\"name\":\"x\"}")).statusCode());
  }

  @Test
  void aTypeMayHaveParameters() {
    assertEquals(
        201,
        API.ask(
                "POST",
                "/users",
                "Application/JSON; charset=utf-8",
                BodyPublishers.ofString("{\"name\":\"typed\"}"))
            .statusCode());
  }
}
