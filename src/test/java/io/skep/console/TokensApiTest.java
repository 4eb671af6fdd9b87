package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TokensApiTest {
  private static final PrivateConsole CONSOLE = new PrivateConsole();
  private static final ApiClient API = CONSOLE.client();

  @AfterAll
  static void stop() {
    CONSOLE.close();
  }

  private static JsonObject wanted(String name, String... scopes) {
    return new JsonObject().put("name", name).put("scopes", new JsonArray(List.of(scopes)));
  }

  @Test
  void aTokenIsMadeUsedAndRemoved() {
    JsonObject made = API.post("/tokens", wanted("forum", "users:read", "stats:read"));
    String secret = made.getString("secret");
    assertTrue(secret.matches("skep_[A-Za-z0-9_-]{43}"), secret);
    assertNull(made.getValue("expires_at"));

    JsonObject me = CONSOLE.client(secret).get("/me");
    assertEquals("forum", me.getJsonObject("token").getString("name"));
    assertEquals(
        List.of("stats:read", "users:read"),
        me.getJsonObject("token").getJsonArray("scopes").getList());
    assertNull(me.getValue("user"));
    assertFalse(API.get("/tokens?q=forum").encode().contains(secret), "it is shown once");

    API.ask(204, "DELETE", "/tokens/" + made.getLong("id"), "");
    assertEquals(401, CONSOLE.client(secret).ask("GET", "/me", "").statusCode());
    assertTrue(
        API.refused(404, "DELETE", "/tokens/" + made.getLong("id"))
            .startsWith("there is no token"));
  }

  /** What is copied from the disk must not open the API. */
  @Test
  void onlyTheHashOfASecretIsKept() throws Exception {
    String secret = API.post("/tokens", wanted("at rest", "stats:read")).getString("secret");
    API.ask(200, "GET", "/tokens?q=at%20rest", "");
    int read = 0;
    try (var files = Files.walk(CONSOLE.folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        read += bytes.contains("at rest") ? 1 : 0;
        assertFalse(bytes.contains(secret), file.toString());
        assertFalse(bytes.contains(secret.substring(5)), file.toString());
        byte[] raw = Base64.getUrlDecoder().decode(secret.substring(5));
        assertFalse(bytes.contains(new String(raw, StandardCharsets.ISO_8859_1)), file.toString());
      }
    }
    assertTrue(read > 0, "the token itself is there");
  }

  @Test
  void aTokenCanGiveOnlyWhatItHas() {
    ApiClient clerk = CONSOLE.client(CONSOLE.token("clerk", Set.of("tokens:write", "users:read")));
    long user = API.addUser("victim").getLong("id");

    clerk.post("/tokens", wanted("small", "users:read"));
    assertEquals(
        "the token can't give scopes that it has not itself: audit:read, users:write",
        clerk.refused(
            403, "POST", "/tokens", wanted("big", "users:write", "users:read", "audit:read")));
    assertTrue(
        clerk
            .refused(
                403, "POST", "/tokens", wanted("as victim", "users:read").put("user", "" + user))
            .contains("users:write"),
        "it would show the user's passkey");
    long admin = API.items("/tokens?q=everything").get(0).getLong("id");
    assertEquals(
        "the token can't remove one that has more scopes",
        clerk.refused(403, "DELETE", "/tokens/" + admin));
  }

  @Test
  void theLastTokenThatCanMakeTokensStays() {
    try (PrivateConsole console = new PrivateConsole()) {
      ApiClient admin = console.client();
      long own = admin.get("/me").getJsonObject("token").getLong("id");
      console.token("expires", Scopes.ALL, 0, PrivateConsole.START + 60);

      assertTrue(admin.refused(409, "DELETE", "/tokens/" + own).startsWith("this is the last"));
      console.token("second", Scopes.ALL);
      admin.ask(204, "DELETE", "/tokens/" + own, "");
    }
  }

  @Test
  void namesAreUniqueAndTimesInTheFuture() {
    API.post("/tokens", wanted("unique", "stats:read"));
    API.ask(409, "POST", "/tokens", wanted("unique", "stats:read"));
    assertEquals(
        "name must not be blank", API.refused(422, "POST", "/tokens", wanted(" ", "stats:read")));
    assertEquals(
        "scopes must have 1 to 32 entries", API.refused(400, "POST", "/tokens", wanted("none")));
    assertTrue(
        API.refused(400, "POST", "/tokens", wanted("odd", "root"))
            .startsWith("scopes[0] must be one of stats:read, "));
    assertEquals(
        "expires_at must be in the future",
        API.refused(
            422,
            "POST",
            "/tokens",
            wanted("past", "stats:read").put("expires_at", "2027-01-15T08:00:00Z")));
    JsonObject made =
        API.post("/tokens", wanted("next", "stats:read").put("expires_at", "2027-01-15T08:00:01Z"));
    assertEquals(200, CONSOLE.client(made.getString("secret")).ask("GET", "/me", "").statusCode());
    CONSOLE.clock.addAndGet(1);
    assertEquals(401, CONSOLE.client(made.getString("secret")).ask("GET", "/me", "").statusCode());
    CONSOLE.clock.addAndGet(-1);
  }

  @Test
  void theListIsSortedAndFiltered() {
    long user = API.addUser("holder").getLong("id");
    API.post("/tokens", wanted("list-b", "stats:read").put("user", "name:holder"));
    API.post("/tokens", wanted("list-a", "stats:read").put("expires_at", "2028-01-01T00:00:00Z"));

    assertEquals(List.of("list-a", "list-b"), names("?q=list-&sort=name"));
    assertEquals(List.of("list-b", "list-a"), names("?q=list-&sort=-expires_at"));
    assertEquals(List.of("list-b"), names("?user=" + user));
    assertEquals(List.of("list-b"), names("?q=list-&sort=created_at&limit=1"));
  }

  private static List<String> names(String query) {
    return API.items("/tokens" + query).stream().map(one -> one.getString("name")).toList();
  }

  @Test
  void aTokenIsKeptFromOneStartToTheNext() throws Exception {
    String secret = API.post("/tokens", wanted("kept", "stats:read")).getString("secret");

    Tokens again = Tokens.load(CONSOLE.database.tokens(), CONSOLE.clock::get);

    assertEquals("kept", again.find(secret).orElseThrow().name());
    assertTrue(again.find(secret + "x").isEmpty());
  }
}
