package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorrentsApiTest {
  private static final PrivateConsole CONSOLE = new PrivateConsole();
  private static final ApiClient API = CONSOLE.client();
  private static final String TORRENT = "application/x-bittorrent";

  @AfterAll
  static void stop() {
    CONSOLE.close();
  }

  private static String hash(int number) {
    return String.format(Locale.ROOT, "%08x", number).repeat(5);
  }

  static byte[] torrentFile(String name, boolean isPrivate) {
    String text =
        "d8:announce13:http://a.b/an4:infod6:lengthi5e4:name"
            + name.getBytes(StandardCharsets.UTF_8).length
            + ":"
            + new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
            + "12:piece lengthi16384e6:pieces20:01234567890123456789"
            + (isPrivate ? "7:privatei1e" : "")
            + "ee";
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static JsonObject upload(int status, byte[] file) {
    HttpResponse<byte[]> response =
        API.ask("POST", "/torrents", TORRENT, BodyPublishers.ofByteArray(file));
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(status, response.statusCode(), text);
    return new JsonObject(text);
  }

  @Test
  void aTorrentIsRegisteredByItsFile() {
    JsonObject added = upload(201, torrentFile("a film", true));

    assertEquals("a film", added.getString("name"));
    assertEquals(5, added.getInteger("length"));
    assertTrue(added.getBoolean("has_file"));
    assertFalse(added.getBoolean("info_hash_changed"));
    assertNull(added.getValue("deleted"));
    added.remove("info_hash_changed");
    assertEquals(added, API.get("/torrents/" + added.getJsonArray("info_hashes").getString(0)));
    assertEquals(
        "the torrent is registered already, as 'a film'",
        upload(409, torrentFile("a film", true)).getString("detail"));
  }

  @Test
  void oneThatIsNotPrivateIsMadeSo() {
    assertTrue(upload(201, torrentFile("public", false)).getBoolean("info_hash_changed"));
  }

  @Test
  void whatIsNoTorrentIsRefused() {
    assertTrue(upload(422, "hello".getBytes(StandardCharsets.US_ASCII)).containsKey("detail"));
    assertEquals(
        "the header Content-Type must be application/json or application/x-bittorrent",
        new JsonObject(
                new String(
                    API.ask("POST", "/torrents", "text/plain", BodyPublishers.ofString("x")).body(),
                    StandardCharsets.UTF_8))
            .getString("detail"));
    assertTrue(upload(422, new byte[0]).containsKey("detail"), "an empty file");
  }

  @Test
  void aTorrentIsRegisteredByItsHashAlone() {
    JsonObject added = API.addTorrent(hash(1).toUpperCase(Locale.ROOT), "by hash");

    assertEquals(List.of(hash(1)), added.getJsonArray("info_hashes").getList());
    assertNull(added.getValue("length"));
    assertFalse(added.getBoolean("has_file"));
    assertEquals(
        "there is no .torrent of 'by hash': it was registered by its info-hash",
        refusedFile(404, hash(1), "somebody"));
  }

  private static String refusedFile(int status, String hash, String user) {
    if (CONSOLE.parts.users().named(user).isEmpty()) {
      API.addUser(user);
    }
    return API.refused(status, "GET", "/torrents/" + hash + "/file?user=name:" + user);
  }

  @Test
  void theFileHasTheUsersOwnUrls() {
    JsonObject added = upload(201, torrentFile("ours \"é\";x", true));
    String hash = added.getJsonArray("info_hashes").getString(0);
    long user = API.addUser("fetcher").getLong("id");

    HttpResponse<byte[]> file = API.ask("GET", "/torrents/" + hash + "/file?user=" + user, "");

    String text = new String(file.body(), StandardCharsets.ISO_8859_1);
    String passkey =
        CONSOLE
            .parts
            .passkeys()
            .forTorrent(CONSOLE.parts.users().find(user).orElseThrow(), added.getLong("id"));
    assertTrue(text.contains("/announce/" + passkey), text);
    assertFalse(text.contains("a.b/an"), text);
    assertEquals(
        "attachment; filename=\"ours ____x.torrent\";"
            + " filename*=UTF-8''ours%20_%C3%A9_%3Bx.torrent",
        file.headers().firstValue("Content-Disposition").orElse(""));
    assertEquals(
        "the token acts for no user: say by the parameter user for whom the file is",
        API.refused(422, "GET", "/torrents/" + hash + "/file"));

    ApiClient self = CONSOLE.client(CONSOLE.token("fetches", Set.of("torrents:read"), user, 0));
    assertEquals(text.length(), self.ask("GET", "/torrents/" + hash + "/file", "").body().length);
    self.ask(403, "GET", "/torrents/" + hash + "/file?user=name:" + other(), "");

    API.ask(204, "DELETE", "/users/" + user + "/passkey", "");
    assertEquals(
        "user " + user + " has no passkey; rotate it first", refusedFile(409, hash, "fetcher"));
  }

  private static String other() {
    return API.addUser("not-the-fetcher").getString("name");
  }

  @Test
  void aTorrentIsChangedDeletedAndBroughtBack() {
    String path = "/torrents/" + hash(2);
    API.addTorrent(hash(2), "old name");

    JsonObject changed =
        API.patch(path, new JsonObject().put("name", "new name").put("license", "CC0-1.0"));
    assertEquals("new name", changed.getString("name"));
    assertEquals("CC0-1.0", changed.getString("license"));

    JsonObject deleted = API.ask(200, "DELETE", path + "?reason=no%20good%3A%20virus", "");
    assertEquals("no good: virus", deleted.getJsonObject("deleted").getString("reason"));
    assertEquals(
        "reason is missing; it must be a text of 1 to 200 characters",
        API.refused(400, "DELETE", path));
    assertEquals("the torrent was deleted: no good: virus", refusedFile(409, hash(2), "late"));

    assertNull(API.patch(path, new JsonObject().putNull("deleted")).getValue("deleted"));
    assertEquals(
        "deleted must be null",
        API.refused(400, "PATCH", path, new JsonObject().put("deleted", true)));
  }

  @Test
  void theListIsFilteredSortedAndCutIntoPages() {
    for (int i = 10; i < 14; i++) {
      API.addTorrent(hash(i), "listed " + (char) ('a' + (i * 3) % 4));
    }
    API.patch("/torrents/" + hash(10), new JsonObject().put("license", "CC-BY-4.0"));
    API.ask(200, "DELETE", "/torrents/" + hash(11) + "?reason=gone", "");

    assertEquals(List.of("listed a", "listed c", "listed d"), names("?q=LISTED&sort=name"));
    assertEquals(List.of("listed b"), names("?q=listed&deleted=true"));
    assertEquals(List.of("listed c"), names("?q=listed&license=cc-by-4.0"));
    assertEquals(List.of("listed c"), names("?q=listed&sort=-name&offset=1&limit=1"));
    for (String sort : List.of("length", "added_at", "seeders", "leechers", "snatches", "health")) {
      assertEquals(names("?q=listed"), names("?q=listed&sort=-" + sort), sort);
    }
    assertEquals("there is no user 77", API.refused(404, "GET", "/torrents?added_by=77"));
    assertEquals(
        "deleted must be true or false", API.refused(400, "GET", "/torrents?deleted=maybe"));
  }

  @Test
  void licencesCanBeAskedForByTheGroupAndFreeleechByItself() {
    for (int i = 40; i < 43; i++) {
      API.addTorrent(hash(i), "free " + i);
    }
    API.patch("/torrents/" + hash(40), new JsonObject().put("license", "CC-BY-SA-4.0"));
    API.patch("/torrents/" + hash(41), new JsonObject().put("license", "Public Domain"));
    API.post(
        "/multipliers",
        new JsonObject()
            .put("subject", "torrent")
            .put("torrent", hash(42))
            .put("download_percent", 0));

    assertEquals(List.of("free 40"), names("?q=free&license=creative-commons"));
    assertEquals(List.of("free 41"), names("?q=free&license=public-domain"));
    assertEquals(List.of("free 42"), names("?q=free&freeleech=true"));
    assertEquals(List.of("free 40", "free 41"), names("?q=free&freeleech=false"));
    assertTrue(API.get("/torrents/" + hash(42)).getBoolean("freeleech"));
    CONSOLE.clock.addAndGet(10);
    JsonObject ended = API.items("/multipliers").get(0);
    API.patch(
        "/multipliers/" + ended.getLong("id"),
        new JsonObject().put("ends_at", Times.text(CONSOLE.clock.get() - 1)));
    assertEquals(List.of(), names("?q=free&freeleech=true"));
  }

  private static List<String> names(String query) {
    return API.items("/torrents" + query).stream().map(one -> one.getString("name")).toList();
  }

  @Test
  void whoBroughtATorrentIsTheUserOfTheToken() {
    long user = API.addUser("uploader").getLong("id");
    ApiClient uploader =
        CONSOLE.client(CONSOLE.token("uploads", Set.of("torrents:write"), user, 0));

    JsonObject added = uploader.addTorrent(hash(20), "brought");

    assertEquals(
        new JsonObject().put("id", user).put("name", "uploader"), added.getJsonObject("added_by"));
    assertEquals(List.of("brought"), names("?added_by=name:uploader"));
  }

  @Test
  void aFolderIsImported(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("one.torrent"), torrentFile("from a folder", true));
    Files.writeString(folder.resolve("two.torrent"), "no torrent");
    JsonObject body = new JsonObject().put("folder", folder.toString());

    JsonObject first = API.ask(200, "POST", "/torrents/import", body);
    assertEquals(1, first.getInteger("added"));
    assertEquals(1, first.getInteger("refused_total"));
    assertTrue(
        first.getJsonArray("refused").getJsonObject(0).getString("file").endsWith("two.torrent"));
    assertEquals(1, API.ask(200, "POST", "/torrents/import", body).getInteger("known"));

    assertEquals(
        "folder must be an absolute path",
        API.refused(422, "POST", "/torrents/import", new JsonObject().put("folder", "data")));
    assertTrue(
        API.refused(
                422, "POST", "/torrents/import", new JsonObject().put("folder", "/no/such/folder"))
            .contains("'/no/such/folder' can't be read"));
  }

  @Test
  void aTorrentOfNobodyHasNoUsers() {
    API.addTorrent(hash(30), "lonely");

    assertEquals(0, API.get("/torrents/" + hash(30) + "/users").getInteger("total"));
    assertEquals(
        "no torrent is registered with info-hash " + hash(31),
        API.refused(404, "GET", "/torrents/" + hash(31) + "/users"));
  }
}
