package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditApiTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String HASH = "ab".repeat(20);

  private final PrivateConsole console = new PrivateConsole();
  private final ApiClient api = console.client();

  @AfterEach
  void stop() {
    console.close();
  }

  private JsonObject newest() {
    return api.items("/audit-log?limit=1").get(0);
  }

  private BrowserClient administrator() {
    BrowserClient browser = new BrowserClient(console.server.port(), "X-Test-Address", "192.0.2.7");
    String secret = console.parts.signIn().firstAdministrator().secret().orElseThrow();
    browser.ask(
        201,
        "POST",
        "/first-administrator",
        BrowserClient.credentials("root", PASSWORD).put("token", secret));
    return browser.signIn("root", PASSWORD);
  }

  @Test
  void itTellsWhoDidWhatToWhomAndWhatWasBefore() {
    BrowserClient root = administrator();
    JsonObject alice = api.addUser("alice");

    root.ask(
        200, "PATCH", "/users/" + alice.getLong("id"), new JsonObject().put("role", "moderator"));

    JsonObject entry = newest();
    assertEquals("2027-01-15T08:00:00Z", entry.getString("at"));
    assertEquals("user", entry.getJsonObject("actor").getString("kind"));
    assertEquals("root", entry.getJsonObject("actor").getJsonObject("user").getString("name"));
    assertNull(entry.getJsonObject("actor").getValue("token"));
    assertEquals("192.0.2.7", entry.getString("address"));
    assertEquals("changeUser", entry.getString("action"));
    assertEquals("alice", entry.getJsonObject("user").getString("name"));
    assertEquals("member", entry.getJsonObject("before").getString("role"));
    assertEquals("moderator", entry.getJsonObject("after").getString("role"));

    api.patch("/users/" + alice.getLong("id"), new JsonObject().put("name", "alicia"));
    entry = newest();
    assertEquals("token", entry.getJsonObject("actor").getString("kind"));
    assertEquals("everything", entry.getJsonObject("actor").getString("name"));
    assertEquals(1, entry.getJsonObject("actor").getLong("token"));
    assertEquals("alice", entry.getJsonObject("before").getString("name"));
  }

  @Test
  void itIsSearchedByWhoWhatAndWhom() {
    BrowserClient root = administrator();
    JsonObject alice = api.addUser("alice");
    root.ask(200, "POST", "/users/" + alice.getLong("id") + "/passkey");

    assertEquals(3, api.get("/audit-log").getInteger("total"));
    assertEquals(2, api.get("/audit-log?actor=root").getInteger("total"));
    assertEquals(1, api.get("/audit-log?actor=everything").getInteger("total"));
    assertEquals(1, api.get("/audit-log?action=rotatePasskey").getInteger("total"));
    assertEquals(2, api.get("/audit-log?user=name:alice").getInteger("total"));
    assertEquals("addUser", api.items("/audit-log?offset=1&limit=1").get(0).getString("action"));
    assertEquals(0, api.get("/audit-log?actor=ROOT").getInteger("total"));
  }

  @Test
  void everyChangeIsInItAndNoSecretIs() {
    BrowserClient root = administrator();
    JsonObject alice = api.addUser("alice");
    String user = "/users/" + alice.getLong("id");
    String rotated = api.ask(200, "POST", user + "/passkey", "").getString("passkey");
    api.addTorrent(HASH, "something");
    api.patch("/torrents/" + HASH, new JsonObject().put("name", "other"));
    api.ask(204, "DELETE", user + "/torrents/" + HASH + "/passkey", "");
    api.ask(200, "DELETE", "/torrents/" + HASH + "?reason=old", "");
    api.post(user + "/corrections", new JsonObject().put("uploaded", 5).put("note", "gift"));
    String multiplier =
        "/multipliers/"
            + api.post("/multipliers", new JsonObject().put("subject", "site")).getLong("id");
    api.patch(multiplier, new JsonObject().put("upload_percent", 200));
    api.ask(204, "DELETE", multiplier, "");
    JsonObject token =
        root.ask(
            201, "POST", "/tokens", new JsonObject("{\"name\":\"t\",\"scopes\":[\"stats:read\"]}"));
    root.ask(204, "DELETE", "/tokens/" + token.getLong("id"));
    String invitation = root.ask(201, "POST", "/me/invitations").getString("code");
    String link = api.ask(201, "POST", user + "/password-link", "").getString("link");
    api.ask(204, "DELETE", user + "/passkey", "");

    List<String> actions =
        api.items("/audit-log?limit=1000").stream().map(row -> row.getString("action")).toList();

    assertEquals(
        List.of(
            "revokePasskey",
            "makePasswordLink",
            "addInvitation",
            "removeToken",
            "addToken",
            "removeMultiplier",
            "changeMultiplier",
            "addMultiplier",
            "correct",
            "deleteTorrent",
            "revokeTorrentPasskey",
            "changeTorrent",
            "addTorrent",
            "rotatePasskey",
            "addUser",
            "makeFirstAdministrator"),
        actions);
    String all = api.get("/audit-log?limit=1000").encode();
    for (String secret :
        List.of(
            PASSWORD,
            alice.getString("passkey"),
            rotated,
            token.getString("secret"),
            invitation,
            link.substring(link.indexOf('=') + 1),
            root.csrf,
            root.cookie.split("=", 2)[1])) {
      assertFalse(all.contains(secret), secret);
    }
    JsonObject changed = api.items("/audit-log?action=changeMultiplier").get(0);
    assertEquals(100, changed.getJsonObject("before").getInteger("upload_percent"));
    assertEquals(200, changed.getJsonObject("after").getInteger("upload_percent"));
  }

  @Test
  void anEntryThatTheDatabaseDoesNotTakeAtOnceIsKeptLater() throws Exception {
    console.failingAudit.set(true);
    api.addUser("alice");
    assertEquals(1, console.parts.signIn().auditLog().waiting());
    console.failingAudit.set(false);
    assertEquals(0, api.get("/audit-log").getInteger("total"));

    console.parts.signIn().sweep();

    assertEquals("addUser", newest().getString("action"));
    assertEquals(0, console.parts.signIn().auditLog().waiting());
  }

  @Test
  void theConfigurationIsShownToWhoMaySeeIt() {
    List<JsonObject> rows = api.items("/configuration");

    assertEquals(
        List.of("database.password", "log.level"),
        rows.stream().map(row -> row.getString("key")).toList());
    assertEquals("(set)", rows.get(0).getString("value"));
    assertTrue(rows.get(0).getBoolean("changed"));
    assertFalse(rows.get(1).getBoolean("changed"));
  }
}
