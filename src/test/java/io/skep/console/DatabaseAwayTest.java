package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseAwayTest {
  private static final String HASH = "aa".repeat(20);

  private final PrivateConsole console = new PrivateConsole(500);
  private final ApiClient api = console.client();

  @BeforeEach
  void fill() {
    api.addUser("somebody");
    api.addTorrent(HASH, "something");
  }

  @AfterEach
  void stop() {
    console.away.set(false);
    console.close();
  }

  /** A request that the database is needed for. */
  record Request(String method, String path, String body) {}

  @Test
  void whatNeedsItIsToBeTriedAgain() {
    List<Request> requests =
        List.of(
            new Request("POST", "/users", "{\"name\":\"next\"}"),
            new Request("PATCH", "/users/1", "{\"state\":\"disabled\"}"),
            new Request("POST", "/users/1/passkey", ""),
            new Request("DELETE", "/users/1/passkey", ""),
            new Request("DELETE", "/users/1/torrents/" + HASH + "/passkey", ""),
            new Request("GET", "/users/1/credits", ""),
            new Request("GET", "/users/1/torrents", ""),
            new Request("PATCH", "/torrents/" + HASH, "{\"name\":\"other\"}"),
            new Request("DELETE", "/torrents/" + HASH + "?reason=x", ""),
            new Request("GET", "/torrents/" + HASH + "/file?user=1", ""),
            new Request("GET", "/torrents/" + HASH + "/users", ""),
            new Request("GET", "/findings", ""),
            new Request("PATCH", "/findings/1", "{\"decision\":\"open\"}"),
            new Request("POST", "/multipliers", "{\"subject\":\"site\"}"),
            new Request("POST", "/tokens", "{\"name\":\"t\",\"scopes\":[\"stats:read\"]}"),
            new Request("POST", "/bulk", "{\"users\":[{\"name\":\"next\"}]}"),
            new Request("GET", "/audit/check", ""));
    console.away.set(true);

    for (Request request : requests) {
      HttpResponse<byte[]> response = api.ask(request.method, request.path, request.body);

      assertEquals(503, response.statusCode(), request.toString());
      assertEquals("5", response.headers().firstValue("Retry-After").orElse(""));
      assertEquals(
          "the database is away for the moment; try again",
          new JsonObject(new String(response.body(), StandardCharsets.UTF_8)).getString("detail"));
    }

    console.away.set(false);
    assertEquals(1, api.get("/users").getInteger("total"), "nothing has taken effect");
    assertEquals("active", api.get("/users/1").getString("state"));
    assertEquals("something", api.get("/torrents/" + HASH).getString("name"));
    assertEquals(0, api.get("/multipliers").getInteger("total"));
    assertEquals(1, api.get("/tokens").getInteger("total"));
  }

  @Test
  void whatIsInMemoryIsShownOn() {
    console.away.set(true);

    for (String path :
        List.of(
            "/users",
            "/users/1",
            "/torrents",
            "/torrents/" + HASH,
            "/sessions",
            "/multipliers",
            "/tokens",
            "/me",
            "/stats",
            "/top",
            "/swarms",
            "/users/1/announce-urls")) {
      assertEquals(200, api.ask("GET", path, "").statusCode(), path);
    }
  }

  @Test
  void nobodyIsToldToRepeatACorrectionThatMayBeKept() {
    console.away.set(true);
    String body = "{\"uploaded\":1000,\"note\":\"x\"}";

    HttpResponse<byte[]> response = api.ask("POST", "/users/1/corrections", body);

    assertEquals(503, response.statusCode());
    assertFalse(response.headers().firstValue("Retry-After").isPresent());
    assertTrue(new String(response.body(), StandardCharsets.UTF_8).contains("history"));
    console.away.set(false);
    until(() -> api.get("/users/1/credits").getInteger("total") == 1);
    assertEquals(1000, api.get("/users/1").getInteger("uploaded"));
  }

  /** The database goes away between the user and what the user brings along. */
  @Test
  void aBulkThatIsSentAgainCountsNothingTwice() {
    JsonObject bulk =
        new JsonObject()
            .put(
                "users",
                new JsonArray()
                    .add(new JsonObject().put("name", "somebody").put("uploaded", 1000)));
    api.ask(200, "POST", "/bulk", bulk);
    assertEquals(1000, api.get("/users/name:somebody").getInteger("uploaded"));
    bulk.getJsonArray("users").getJsonObject(0).put("uploaded", 5000);
    console.unplugAfterNextRead.set(true);

    api.ask(503, "POST", "/bulk", bulk);
    console.away.set(false);
    until(
        () -> {
          HttpResponse<byte[]> again = api.ask("POST", "/bulk", bulk.encode());
          return new String(again.body(), StandardCharsets.UTF_8).contains("unchanged\":1");
        });

    assertEquals(5000, api.get("/users/name:somebody").getInteger("uploaded"));
    JsonObject history = api.get("/users/name:somebody/credits");
    assertEquals(2, history.getInteger("total"), history.encode());
    assertEquals(0, api.get("/audit/check").getInteger("total"));
  }

  private static void until(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it never was so");
    }
  }
}
