package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands user, torrent and token against a tracker of the test's own. */
class ApiCommandsTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
  private static final String HOSTILE = "a\u001b[31m\u009b2J\u202eb\nc";

  private final Path folder;
  private final StubTracker tracker = new StubTracker();
  private final CommandRun command;

  ApiCommandsTest(@TempDir Path folder) {
    this.folder = folder;
    command = new CommandRun(tracker.url(), folder);
  }

  @AfterEach
  void close() {
    tracker.close();
  }

  private static JsonObject user(int id, String name) {
    return new JsonObject()
        .put("id", id)
        .put("name", name)
        .put("role", "member")
        .put("state", "active")
        .put("created_at", "2027-01-31T18:00:00Z")
        .put("has_passkey", true)
        .put("uploaded", 1024)
        .put("downloaded", 2048)
        .put("credited_uploaded", 2048)
        .put("credited_downloaded", 2048)
        .put("ratio", 1.0)
        .put("hit_and_runs", 3);
  }

  private static JsonObject torrent(String name) {
    return new JsonObject()
        .put("id", 1)
        .put("info_hashes", new JsonArray().add(HASH))
        .put("name", name)
        .put("length", 4096)
        .putNull("files")
        .putNull("license")
        .put("added_by", new JsonObject().put("id", 7).put("name", "alice"))
        .put("added_at", "2027-01-31T18:00:00Z")
        .put("has_file", true)
        .putNull("deleted")
        .put("seeders", 5)
        .put("leechers", 6)
        .put("snatches", 7)
        .put("uploaded", 8)
        .put("downloaded", 9);
  }

  @Test
  void userAdd() {
    tracker.on(
        "POST users",
        201,
        user(7, "alice")
            .put("passkey", "p".repeat(32))
            .put("announce_urls", new JsonArray().add("http://t.example/announce/pp")));
    assertEquals(
        List.of(
            "user          alice (7)",
            "role          member",
            "state         active",
            "added         2027-01-31T18:00:00Z",
            "uploaded      2 KiB (1 KiB reported)",
            "downloaded    2 KiB",
            "ratio         1.00",
            "hit-and-runs  3",
            "passkey       " + "p".repeat(32),
            "announce      http://t.example/announce/pp"),
        command.succeed("user", "add", "alice", "--role", "MODERATOR").lines());
    assertEquals(
        List.of("POST users {\"name\":\"alice\",\"role\":\"moderator\"}"), tracker.heard());
  }

  @Test
  void userList() {
    tracker.list(
        "GET users?q=a%20b%26c&role=admin&state=no_leech&sort=-name&offset=0&limit=1000",
        user(1, "alice"), user(22, "b\u4E2D").put("ratio", null));
    assertEquals(
        List.of(
            "id  name   role    state   uploaded  downloaded  ratio",
            " 1  alice  member  active     2 KiB       2 KiB   1.00",
            "22  b\u4E2D    member  active     2 KiB       2 KiB      -",
            "2 users"),
        command
            .succeed(
                "user",
                "list",
                "--search",
                "a b&c",
                "--role",
                "admin",
                "--state",
                "no_leech",
                "--sort",
                "name",
                "--reverse")
            .lines());
  }

  @Test
  void aListGoesOverPages() {
    JsonArray page = new JsonArray();
    for (int i = 1; i <= 1000; i++) {
      page.add(user(i, "u" + i));
    }
    tracker.on(
        "GET users?offset=0&limit=1000",
        200,
        new JsonObject().put("total", 1001).put("items", page));
    JsonArray rest = new JsonArray().add(user(1001, "last"));
    tracker.on(
        "GET users?offset=1000&limit=1000",
        200,
        new JsonObject().put("total", 1001).put("items", rest));
    List<String> lines = command.succeed("user", "list").lines();
    assertEquals(1003, lines.size());
    assertTrue(lines.get(1001).startsWith("1001  last"), lines.get(1001));
    assertEquals("1001 users", lines.get(1002));
    tracker.on(
        "GET users?offset=0&limit=2",
        200,
        new JsonObject()
            .put("total", 1001)
            .put("items", new JsonArray().add(user(1, "a")).add(user(2, "b"))));
    assertEquals("2 of 1001 users", command.succeed("user", "list", "--limit", "2").lines().get(3));
    List<String> json = command.succeed("user", "list", "--limit", "2", "--json").lines();
    assertEquals(List.of(user(1, "a"), user(2, "b")), json.stream().map(JsonObject::new).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "alice, name%3Aalice",
    "17, 17",
    "name:17, name%3A17",
    "a/b ?#, name%3Aa%2Fb%20%3F%23",
    "'../torrents', name%3A..%2Ftorrents"
  })
  void aUserIsANumberOrAName(String given, String path) {
    tracker.on("GET users/" + path, 200, user(17, "alice"));
    assertEquals("user          alice (17)", command.succeed("user", "show", given).lines().get(0));
  }

  @Test
  void userShow() {
    tracker.on("GET users/17", 200, user(17, "alice").put("has_passkey", false));
    tracker.on(
        "GET users/17/announce-urls",
        200,
        new JsonObject().put("urls", new JsonArray().add("http://a").add("udp://b")));
    List<String> lines = command.succeed("user", "show", "17", "--urls").lines();
    assertEquals(
        List.of(
            "passkey       none, it was revoked",
            "announce      http://a",
            "announce      udp://b"),
        lines.subList(8, 11));
    command.succeed("user", "show", "17", "--json");
    assertEquals(user(17, "alice").put("has_passkey", false), new JsonObject(command.out()));
  }

  @Test
  void userChangeDisableAndEnable() {
    tracker.on("PATCH users/name%3Aalice", 200, user(17, "alice"));
    command.succeed("user", "disable", "alice");
    command.succeed("user", "enable", "alice");
    command.succeed("user", "change", "alice", "--name", "bob", "--role", "admin");
    command.succeed("user", "change", "alice", "--state", "No_Leech");
    assertEquals(
        List.of(
            "PATCH users/name%3Aalice {\"state\":\"disabled\"}",
            "PATCH users/name%3Aalice {\"state\":\"active\"}",
            "PATCH users/name%3Aalice {\"name\":\"bob\",\"role\":\"admin\"}",
            "PATCH users/name%3Aalice {\"state\":\"no_leech\"}"),
        tracker.heard());
    assertEquals(2, command.run("user", "change", "alice"));
    assertTrue(command.err().startsWith("skep: --name, --role or --state is missing"));
  }

  @Test
  void userPasskey() {
    tracker.on("POST users/17/passkey", 200, user(17, "alice").put("passkey", "n".repeat(32)));
    tracker.on("DELETE users/17/passkey", 204, new JsonObject());
    tracker.on("DELETE users/17/torrents/" + HASH + "/passkey", 204, new JsonObject());
    tracker.on(
        "GET users/17/announce-urls?torrent=" + HASH,
        200,
        new JsonObject().put("urls", new JsonArray().add("http://a/announce/t")));
    assertEquals(
        "passkey       " + "n".repeat(32), command.succeed("user", "passkey", "17").lines().get(8));
    assertEquals(
        List.of("the passkey is revoked"),
        command.succeed("user", "passkey", "17", "--revoke").lines());
    assertEquals(
        List.of("the torrent's passkey is revoked"),
        command.succeed("user", "passkey", "17", "--revoke", "--torrent", HASH).lines());
    assertEquals(
        List.of("http://a/announce/t"),
        command.succeed("user", "passkey", "17", "--torrent", HASH).lines());
  }

  @Test
  void userPassword() {
    JsonObject made =
        new JsonObject()
            .put("link", "http://a/#/password?token=t")
            .put("expires_at", "2027-01-31T18:00:00Z");
    tracker.on("POST users/name%3Aalice/password-link", 201, made);
    tracker.on("GET users/name%3Aalice", 200, user(17, "alice").put("second_factor", true));
    tracker.on("DELETE users/name%3Aalice/second-factor", 204, new JsonObject());

    assertEquals(
        List.of("http://a/#/password?token=t"),
        command.succeed("user", "password", "alice").lines());
    assertEquals(List.of("POST users/name%3Aalice/password-link"), tracker.heard());
    assertEquals(
        made,
        new JsonObject(
            command
                .succeed("user", "password", "alice", "--remove-second-factor", "--json")
                .out()));
    assertTrue(tracker.heard().contains("DELETE users/name%3Aalice/second-factor"));
    tracker.on("GET users/name%3Aalice", 200, user(17, "alice").put("second_factor", false));
    tracker.on("DELETE users/name%3Aalice/second-factor", 404, new JsonObject());
    command.succeed("user", "password", "alice", "--remove-second-factor");
  }

  @Test
  void torrentAddByHash() {
    tracker.on("POST torrents", 201, torrent("A").put("info_hash_changed", false));
    command.succeed("torrent", "add", HASH.toUpperCase(java.util.Locale.ROOT));
    command.succeed("torrent", "add", HASH, "--name", "A \"film\"");
    assertEquals(
        List.of(
            "POST torrents {\"info_hash\":\"%s\",\"name\":\"%s\"}".formatted(HASH, HASH),
            "POST torrents {\"info_hash\":\"%s\",\"name\":\"A \\\"film\\\"\"}".formatted(HASH)),
        tracker.heard());
  }

  @Test
  void torrentAddByFile() throws Exception {
    byte[] content = {'d', (byte) 0xFF, 'e'};
    Path file = Files.write(folder.resolve("a.torrent"), content);
    tracker.on("POST torrents", 201, torrent("A").put("info_hash_changed", true));
    tracker.on("PATCH torrents/" + HASH, 200, torrent("B"));
    assertEquals(0, command.run("torrent", "add", file.toString(), "--name", "B"));
    assertEquals(
        "skep: it was not private and has been made so: its info-hash is another now\n",
        command.err());
    assertEquals("name          B", command.lines().get(0));
    assertEquals("application/x-bittorrent", tracker.requests().get(0).type());
    assertArrayEquals(content, tracker.requests().get(0).body());
    assertEquals(1, command.run("torrent", "add", folder.resolve("none").toString()));
    assertEquals(
        "skep: can't read the .torrent: " + folder.resolve("none") + " does not exist\n",
        command.err());
  }

  @Test
  void torrentListShowRemoveRestore() {
    tracker.list(
        "GET torrents?q=x&license=CC0-1.0&deleted=true&sort=-health&offset=0&limit=1000",
        torrent("A film"));
    assertEquals(
        List.of(
            "info-hash                                  size  seeders  leechers  snatches  name",
            HASH + "  4 KiB        5         6         7  A film",
            "1 torrent"),
        command
            .succeed(
                "torrent",
                "list",
                "--search",
                "x",
                "--license",
                "CC0-1.0",
                "--deleted",
                "--sort",
                "health",
                "--reverse")
            .lines());
    JsonObject deleted =
        new JsonObject().put("at", "2027-02-01T00:00:00Z").put("reason", "wrong, really");
    tracker.on(
        "DELETE torrents/" + HASH + "?reason=wrong%2C%20really",
        200,
        torrent("A").put("deleted", deleted));
    tracker.on("GET torrents/" + HASH, 200, torrent("A"));
    tracker.on("PATCH torrents/" + HASH, 200, torrent("A"));
    assertEquals(
        List.of(
            "name          A",
            "info-hash     " + HASH,
            "size          4 KiB",
            "files         -",
            "license       -",
            "added         2027-01-31T18:00:00Z by alice",
            ".torrent      kept",
            "seeders       5",
            "leechers      6",
            "snatches      7",
            "uploaded      8 B",
            "downloaded    9 B"),
        command.succeed("torrent", "show", HASH).lines());
    List<String> lines =
        command.succeed("torrent", "remove", HASH, "--reason", "wrong, really").lines();
    assertEquals("deleted       2027-02-01T00:00:00Z: wrong, really", lines.get(12));
    command.succeed("torrent", "restore", HASH);
    assertEquals("PATCH torrents/" + HASH + " {\"deleted\":null}", tracker.heard().get(3));
    assertEquals(2, command.run("torrent", "remove", HASH));
  }

  @Test
  void torrentImport() {
    JsonObject report = new JsonObject().put("added", 2).put("known", 1).put("refused_total", 0);
    tracker.on("POST torrents/import", request -> StubTracker.Answer.of(200, report));
    assertEquals(
        List.of("added 2, known before 1, refused 0"),
        command.succeed("torrent", "import", folder + "/x/..").lines());
    assertEquals(folder.toString(), tracker.requests().get(0).json().getString("folder"));
    report
        .put("refused_total", 1)
        .put(
            "refused",
            new JsonArray().add(new JsonObject().put("file", HOSTILE).put("why", "no torrent")));
    assertEquals(1, command.run("torrent", "import", "x"));
    assertEquals("  a\uFFFD[31m\uFFFD2J\uFFFDb\uFFFDc: no torrent", command.lines().get(1));
    assertEquals("", command.err());
    report.put("made_private", 2);
    command.run("torrent", "import", "x");
    assertEquals(
        "skep: 2 not private and made so: the info-hash is another now", command.err().strip());
  }

  @Test
  void torrentFile() throws Exception {
    byte[] content = {'d', 1, 2, (byte) 0xFF, 'e'};
    tracker.on(
        "GET torrents/" + HASH + "/file?user=name%3Aalice",
        request -> new StubTracker.Answer(200, content));
    Path file = folder.resolve("mine.torrent");
    String[] arguments = {"torrent", "file", HASH, "--user", "alice", "-o", file.toString()};
    assertEquals(List.of(file + "  5 B"), command.succeed(arguments).lines());
    assertArrayEquals(content, Files.readAllBytes(file));
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    assertEquals(1, command.run(arguments));
    assertEquals("skep: " + file + " is there already; --force writes over it\n", command.err());
    command.succeed("torrent", "file", HASH, "--user", "alice", "-o", file.toString(), "-f");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("mine.torrent", "token"),
          files.map(path -> String.valueOf(path.getFileName())).sorted().toList());
    }
  }

  @Test
  void tokens() {
    JsonObject token =
        new JsonObject()
            .put("id", 3)
            .put("name", "forum")
            .put("scopes", new JsonArray().add("users:read").add("users:write"))
            .putNull("user")
            .put("created_at", "2027-01-31T18:00:00Z")
            .putNull("expires_at");
    tracker.on("POST tokens", 201, token.copy().put("secret", "skep_secret"));
    tracker.list("GET tokens?offset=0&limit=1000", token);
    tracker.on("DELETE tokens/3", 204, new JsonObject());
    assertEquals(
        List.of("skep_secret"),
        command
            .succeed(
                "token",
                "add",
                "forum",
                "--scope",
                "users:read,users:write",
                "--scope",
                "stats:read",
                "--user",
                "7",
                "--expires",
                "2028-01-01T00:00:00Z")
            .lines());
    assertEquals(
        "POST tokens"
            + " {\"name\":\"forum\",\"scopes\":[\"users:read\",\"users:write\",\"stats:read\"],"
            + "\"user\":\"7\",\"expires_at\":\"2028-01-01T00:00:00Z\"}",
        tracker.heard().get(0));
    assertEquals(
        List.of(
            "id  name   for           made                  ends   scopes",
            " 3  forum  the operator  2027-01-31T18:00:00Z  never  users:read users:write",
            "1 token"),
        command.succeed("token", "list").lines());
    assertEquals(
        List.of("token 3 is of no use any more"), command.succeed("token", "remove", "3").lines());
  }

  /** Nothing that the tracker says may steer the terminal or make a line of its own. */
  @Test
  void hostileWords() {
    JsonObject user = user(1, HOSTILE).put("role", HOSTILE).put("state", HOSTILE);
    tracker.on("GET users/1", 200, user);
    tracker.list("GET users?offset=0&limit=1000", user);
    tracker.on("GET torrents/" + HASH, 200, torrent(HOSTILE).put("license", HOSTILE));
    tracker.list("GET torrents?offset=0&limit=1000", torrent(HOSTILE));
    tracker.on("POST users", request -> StubTracker.problem(409, HOSTILE));
    command.succeed("user", "show", "1");
    assertPlain(command.out());
    assertEquals(3, command.succeed("user", "list").lines().size());
    assertPlain(command.out());
    command.succeed("torrent", "show", HASH);
    assertPlain(command.out());
    command.succeed("torrent", "list");
    assertPlain(command.out());
    assertEquals(1, command.run("user", "add", "x"));
    assertEquals("skep: the tracker says: a\uFFFD[31m\uFFFD2J\uFFFDb\uFFFDc\n", command.err());
    command.succeed("user", "show", "1", "--json");
    assertPlain(command.out());
    assertEquals(user, new JsonObject(command.out()));
    assertEquals(1, command.succeed("user", "list", "--json").lines().size());
    assertPlain(command.out());
  }

  private static void assertPlain(String out) {
    for (int i = 0; i < out.length(); i++) {
      char sign = out.charAt(i);
      assertFalse(
          sign != '\n' && (Character.isISOControl(sign) || sign == '\u202e'),
          () -> "%04x in %s".formatted((int) sign, out));
    }
  }

  /** What is of another kind than the contract says is shown as missing, and breaks nothing. */
  @Test
  void strangeAnswers() {
    tracker.on(
        "GET users/1",
        200,
        new JsonObject().put("name", new JsonArray()).put("id", "x").put("ratio", "y"));
    assertEquals("user          - (-)", command.succeed("user", "show", "1").lines().get(0));
    tracker.on("GET users?offset=0&limit=1000", 200, new JsonObject().put("items", "none"));
    assertEquals(1, command.run("user", "list"));
    assertEquals("skep: the tracker's answer is no list\n", command.err());
  }
}
