package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MultipliersApiTest {
  private static final PrivateConsole CONSOLE = new PrivateConsole();
  private static final ApiClient API = CONSOLE.client();
  private static final String HASH = "cd".repeat(20);

  @AfterAll
  static void stop() {
    CONSOLE.close();
  }

  private static JsonObject site() {
    return new JsonObject().put("subject", "site").put("download_percent", 0);
  }

  @Test
  void aMultiplierIsAddedChangedAndRemoved() {
    JsonObject added = API.post("/multipliers", site().put("note", "freeleech"));
    String path = "/multipliers/" + added.getLong("id");
    assertEquals(100, added.getInteger("upload_percent"));
    assertEquals(0, added.getInteger("download_percent"));
    assertEquals("2027-01-15T08:00:00Z", added.getString("starts_at"));
    assertNull(added.getValue("ends_at"));
    assertTrue(added.getBoolean("in_force"));
    assertEquals(added, API.get(path));

    JsonObject changed = API.patch(path, new JsonObject().put("starts_at", "2027-02-01T00:00:00Z"));
    assertFalse(changed.getBoolean("in_force"));
    assertEquals("freeleech", changed.getString("note"));

    API.ask(204, "DELETE", path, "");
    assertTrue(API.refused(404, "GET", path).startsWith("there is no multiplier "));
    assertTrue(API.refused(404, "DELETE", path).startsWith("there is no multiplier "));
    assertTrue(
        API.refused(404, "PATCH", path, new JsonObject().put("note", ""))
            .startsWith("there is no multiplier "));
  }

  @Test
  void aMultiplierIsOfAUserATorrentOrTheSite() {
    long user = API.addUser("favoured").getLong("id");
    API.addTorrent(HASH, "featured");
    JsonObject ofUser = new JsonObject().put("subject", "user").put("user", "name:favoured");
    JsonObject ofTorrent = new JsonObject().put("subject", "torrent").put("torrent", HASH);

    assertEquals(user, API.post("/multipliers", ofUser).getJsonObject("user").getLong("id"));
    assertEquals(
        "featured", API.post("/multipliers", ofTorrent).getJsonObject("torrent").getString("name"));
    assertEquals(1, API.get("/multipliers?user=" + user).getInteger("total"));
    assertEquals(1, API.get("/multipliers?torrent=" + HASH).getInteger("total"));
    assertEquals(1, API.get("/multipliers?subject=torrent").getInteger("total"));
    for (JsonObject wrong :
        List.of(
            site().put("user", "1"),
            site().put("torrent", HASH),
            new JsonObject().put("subject", "user"),
            ofTorrent.copy().put("user", "1"))) {
      assertTrue(
          API.refused(422, "POST", "/multipliers", wrong).startsWith("a multiplier of a user has"));
    }
    assertEquals(
        "there is no user 4711",
        API.refused(
            404,
            "POST",
            "/multipliers",
            new JsonObject().put("subject", "user").put("user", "4711")));
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertEquals(
        "upload_percent must be a whole number from 0 to 1000",
        API.refused(400, "POST", "/multipliers", site().put("upload_percent", 1001)));
    assertEquals(
        "ends_at must be after starts_at",
        API.refused(422, "POST", "/multipliers", site().put("ends_at", "2020-01-01T00:00:00Z")));
    assertEquals(
        "ends_at is no time that there is",
        API.refused(400, "POST", "/multipliers", site().put("ends_at", "2027-02-30T00:00:00Z")));
    assertEquals(
        "starts_at must be a time in UTC such as 2027-01-31T18:00:00Z",
        API.refused(400, "POST", "/multipliers", site().put("starts_at", "tomorrow")));
    assertEquals(
        "id must be a whole number from 1 to 9007199254740991",
        API.refused(400, "GET", "/multipliers/0"));
  }

  @Test
  void theListIsSortedAndFiltered() {
    JsonObject later = site().put("starts_at", "2028-01-01T00:00:00Z").put("note", "later");
    API.post("/multipliers", later);
    API.post("/multipliers", site().put("note", "now").put("ends_at", "2027-12-01T00:00:00Z"));

    List<JsonObject> byStart = API.items("/multipliers?subject=site&sort=-starts_at");
    assertEquals("later", byStart.get(0).getString("note"));
    List<JsonObject> byEnd = API.items("/multipliers?subject=site&sort=ends_at");
    assertEquals("now", byEnd.get(0).getString("note"));
    assertTrue(
        API.items("/multipliers?in_force=true").stream()
            .allMatch(one -> one.getBoolean("in_force")));
    assertTrue(
        API.items("/multipliers?in_force=false").stream()
            .noneMatch(one -> one.getBoolean("in_force")));
    assertEquals(1, API.items("/multipliers?limit=1&offset=1").size());
  }
}
