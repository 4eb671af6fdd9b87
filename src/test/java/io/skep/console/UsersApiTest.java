package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class UsersApiTest {
  private static final PrivateConsole CONSOLE = new PrivateConsole();
  private static final ApiClient API = CONSOLE.client();
  private static final String HASH = "ab".repeat(20);

  @AfterAll
  static void stop() {
    CONSOLE.close();
  }

  @Test
  void aUserIsAddedWithAPasskeyAndUrls() {
    JsonObject added =
        API.post(
            "/users",
            new JsonObject().put("name", "Ada").put("role", "moderator").put("state", "no_leech"));

    String passkey = added.getString("passkey");
    assertEquals("Ada", added.getString("name"));
    assertEquals("moderator", added.getString("role"));
    assertEquals("no_leech", added.getString("state"));
    assertEquals("2027-01-15T08:00:00Z", added.getString("created_at"));
    assertTrue(passkey.matches("[a-z2-7]{32}"), passkey);
    assertEquals(
        List.of(
            "http://tracker.example:6969/announce/" + passkey,
            "udp://tracker.example:6969/announce/" + passkey),
        added.getJsonArray("announce_urls").getList());

    JsonObject shown = API.get("/users/" + added.getLong("id"));
    assertEquals(shown, API.get("/users/name:aDA"));
    assertFalse(shown.encode().contains(passkey), "it is shown by what may write only");
    assertTrue(shown.getBoolean("has_passkey"));
  }

  @Test
  void aNameIsTakenWhateverItsCase() {
    API.addUser("Grace");

    assertEquals(
        "the name 'Grace' is another user's",
        API.refused(409, "POST", "/users", new JsonObject().put("name", "gRACE")));
  }

  @Test
  void aUserIsChanged() {
    long id = API.addUser("before").getLong("id");

    JsonObject changed =
        API.patch(
            "/users/" + id,
            new JsonObject().put("name", "after").put("role", "admin").put("state", "disabled"));

    assertEquals("after", changed.getString("name"));
    assertEquals("admin", changed.getString("role"));
    assertEquals("disabled", changed.getString("state"));
    assertEquals(changed, API.get("/users/name:after"));
    assertEquals("there is no user named 'before'", API.refused(404, "GET", "/users/name:before"));
    assertEquals(
        "the body must have one of the fields name, role, state",
        API.refused(400, "PATCH", "/users/" + id, new JsonObject()));
  }

  @Test
  void whoIsNotThereIsNotFound() {
    assertEquals("there is no user 999999", API.refused(404, "GET", "/users/999999"));
    for (String path : List.of("/passkey", "/announce-urls", "/credits", "/torrents")) {
      String method = path.equals("/passkey") ? "DELETE" : "GET";
      assertEquals(
          "there is no user named 'no body'",
          API.refused(404, method, "/users/name:no%20body" + path));
    }
    assertEquals(
        "user must be a user's number, or name: and a user's name",
        API.refused(400, "GET", "/users/bob"));
  }

  @Test
  void aPasskeyIsRotatedAndRevoked() {
    JsonObject added = API.addUser("rotor");
    String path = "/users/" + added.getLong("id");

    JsonObject rotated = API.ask(200, "POST", path + "/passkey", "");
    assertNotEquals(added.getString("passkey"), rotated.getString("passkey"));
    assertTrue(CONSOLE.parts.passkeys().owner(added.getString("passkey")).isEmpty());
    assertTrue(CONSOLE.parts.passkeys().owner(rotated.getString("passkey")).isPresent());

    API.ask(204, "DELETE", path + "/passkey", "");
    assertTrue(CONSOLE.parts.passkeys().owner(rotated.getString("passkey")).isEmpty());
    assertFalse(API.get(path).getBoolean("has_passkey"));
    assertEquals(List.of(), API.get(path + "/announce-urls").getJsonArray("urls").getList());
  }

  @Test
  void thePasskeyOfOneTorrentIsRevokedAlone() {
    JsonObject added = API.addUser("leaky");
    API.addTorrent(HASH, "leaked");
    String path = "/users/" + added.getLong("id");
    String urls = path + "/announce-urls?torrent=" + HASH;

    String first = API.get(urls).getJsonArray("urls").getString(0);
    API.ask(204, "DELETE", path + "/torrents/" + HASH + "/passkey", "");
    String second = API.get(urls).getJsonArray("urls").getString(0);

    assertNotEquals(first, second);
    assertTrue(owner(first).isEmpty());
    assertEquals("leaky", CONSOLE.parts.passkeys().owner(last(second)).orElseThrow().user().name());
    assertTrue(owner("/" + added.getString("passkey")).isPresent(), "the user's own is untouched");
  }

  private static java.util.Optional<?> owner(String url) {
    return CONSOLE.parts.passkeys().owner(last(url));
  }

  private static String last(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  @Test
  void passkeysAreShownToWhoMayWriteOrActsForTheUserAlone() {
    JsonObject own = API.addUser("own");
    JsonObject other = API.addUser("other");
    ApiClient reader = CONSOLE.client(CONSOLE.token("reader", Set.of("users:read")));
    ApiClient self =
        CONSOLE.client(CONSOLE.token("self", Set.of("users:read"), own.getLong("id"), 0));
    String ownUrls = "/users/" + own.getLong("id") + "/announce-urls";

    assertTrue(reader.refused(403, "GET", ownUrls).contains("users:write"));
    assertTrue(self.get(ownUrls).encode().contains(own.getString("passkey")));
    self.ask(403, "GET", "/users/" + other.getLong("id") + "/announce-urls", "");
  }

  @Test
  void theListIsFilteredSortedAndCutIntoPages() {
    for (String name : List.of("page-c", "page-a", "PAGE-b")) {
      API.addUser(name);
    }
    API.patch("/users/name:page-c", new JsonObject().put("state", "disabled"));

    assertEquals(List.of("page-a", "PAGE-b", "page-c"), names("/users?q=Page-&sort=name"));
    assertEquals(List.of("page-c", "PAGE-b", "page-a"), names("/users?q=page-&sort=-name"));
    assertEquals(List.of("page-c"), names("/users?q=page-&state=disabled"));
    assertEquals(List.of(), names("/users?q=page-&role=admin"));
    assertEquals(List.of("PAGE-b"), names("/users?q=page-&sort=name&limit=1&offset=1"));
    assertEquals(3, API.get("/users?q=page-&limit=1").getInteger("total"));
    for (String sort : List.of("created_at", "uploaded", "downloaded", "ratio", "hit_and_runs")) {
      assertEquals(names("/users?q=page-"), names("/users?q=page-&sort=" + sort), sort);
    }
  }

  private static List<String> names(String path) {
    return API.items(path).stream().map(user -> user.getString("name")).toList();
  }

  @Test
  void aCorrectionIsALineOfTheHistory() {
    long id = API.addUser("corrected").getLong("id");
    String path = "/users/" + id;

    JsonObject body =
        new JsonObject().put("uploaded", 1L << 40).put("downloaded", 1L << 39).put("note", "lost");
    JsonObject user = API.post(path + "/corrections", body);
    assertEquals(1L << 40, user.getLong("credited_uploaded"));
    assertEquals(2.0, user.getDouble("ratio"));
    CONSOLE.clock.addAndGet(60);
    API.post(path + "/corrections", new JsonObject().put("uploaded", -5).put("note", "too much"));

    JsonObject history = API.get(path + "/credits");
    assertEquals(2, history.getInteger("total"));
    JsonObject newest = history.getJsonArray("items").getJsonObject(0);
    assertEquals(-5, newest.getInteger("uploaded"));
    assertEquals("correction", newest.getString("reason"));
    assertEquals("too much (everything)", newest.getString("note"));
    assertEquals(1, API.items(path + "/credits?sort=at&limit=1").size());
    assertEquals(
        "lost (everything)", API.items(path + "/credits?sort=at&limit=1").get(0).getString("note"));
    String from = newest.getString("at");
    assertEquals(1, API.get(path + "/credits?from=" + from).getInteger("total"));
    assertEquals(1, API.get(path + "/credits?to=" + from).getInteger("total"));
    assertEquals(0, API.get("/audit/check").getInteger("total"), "the books are right");
    CONSOLE.clock.addAndGet(-60);
  }

  @Test
  void aCorrectionOfNothingIsRefused() {
    API.addUser("nothing");
    String path = "/users/name:nothing/corrections";

    assertEquals(
        "uploaded or downloaded must be other than 0",
        API.refused(422, "POST", path, new JsonObject().put("note", "x")));
    assertEquals(
        "the body must have the field note",
        API.refused(400, "POST", path, new JsonObject().put("uploaded", 1)));
    assertEquals(
        "uploaded must be a whole number from -1125899906842624 to 1125899906842624",
        API.refused(
            400, "POST", path, new JsonObject().put("uploaded", 1L << 51).put("note", "x")));
    assertEquals(
        "no torrent is registered with info-hash " + "12".repeat(20),
        API.refused(
            404,
            "POST",
            path,
            new JsonObject().put("uploaded", 1).put("note", "x").put("torrent", "12".repeat(20))));
  }

  @Test
  void whoHasDoneNothingHasEmptyLists() {
    API.addUser("fresh");

    for (String list : List.of("credits", "torrents", "hit-and-runs")) {
      assertEquals(0, API.get("/users/name:fresh/" + list).getInteger("total"), list);
    }
  }
}
