package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.metainfo.Metainfo;
import io.skep.metainfo.TorrentCreator;
import io.skep.migration.Exports;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a tracker as a stranger starts one. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder, start() the rest.
class ApiProcessTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  @TempDir private static Path folder;
  private static SkepProcess tracker;
  private static CommandRun command;

  @BeforeAll
  static void start() throws IOException {
    tracker =
        SkepProcess.start(
            folder,
            Map.of(),
            List.of(
                "serve",
                "--set",
                "tracker.http.port=0",
                "--set",
                "tracker.udp.port=0",
                "--set",
                "console.port=0"));
    tracker.awaitStart();
    String token = Files.readString(folder.resolve("data/admin-token")).strip();
    command = new CommandRun(url(), folder, token);
  }

  private static String url() {
    return "http://127.0.0.1:" + tracker.port("127\\.0\\.0\\.1");
  }

  @AfterAll
  static void stop() {
    tracker.close();
  }

  private static JsonObject json(String... arguments) {
    return new JsonObject(command.succeed(arguments).out());
  }

  @Test
  void aUserFromTheFirstDayToTheLast() {
    JsonObject added = json("user", "add", "änn o'\"x", "--role", "moderator", "--json");
    String passkey = added.getString("passkey");
    assertEquals(32, passkey.length());
    assertEquals(1, command.run("user", "add", "ÄNN o'\"x"));
    assertTrue(command.err().startsWith("skep: the tracker says: "), command.err());
    JsonObject shown = json("user", "show", "änn o'\"x", "--urls", "--json");
    assertEquals("moderator", shown.getString("role"));
    assertTrue(shown.getJsonArray("announce_urls").getString(0).contains(passkey));
    String id = "" + shown.getLong("id");
    assertEquals("änn o'\"x", json("user", "show", id, "--json").getString("name"));

    String other = json("user", "passkey", id, "--json").getString("passkey");
    assertEquals(32, other.length());
    assertFalse(other.equals(passkey));
    command.succeed("user", "passkey", id, "--revoke");
    assertFalse(json("user", "show", id, "--json").getBoolean("has_passkey"));
    assertEquals("disabled", json("user", "disable", id, "--json").getString("state"));
    assertEquals("active", json("user", "enable", id, "--json").getString("state"));
    assertEquals(
        "no_leech", json("user", "change", id, "--state", "no_leech", "--json").getString("state"));
    List<String> listed =
        command
            .succeed(
                "user",
                "list",
                "--search",
                "NN O",
                "--state",
                "no_leech",
                "--json",
                "--sort",
                "ratio",
                "--reverse")
            .lines();
    assertEquals(1, listed.size());
    assertEquals("änn o'\"x", new JsonObject(listed.get(0)).getString("name"));
    assertEquals("1 user", command.succeed("user", "list", "--search", "NN O").lines().get(1 + 1));
    assertEquals(1, command.run("user", "show", "nobody"));
    assertEquals(1, command.run("user", "list", "--sort", "nonsense"));
    assertEquals(1, command.err().lines().count(), command.err());
  }

  @Test
  void aTorrentFromTheFirstDayToTheLast() throws Exception {
    Path content = Files.createDirectories(folder.resolve("content"));
    Files.write(content.resolve("a"), new byte[100_000]);
    Path file = folder.resolve("a.torrent");
    TorrentCreator.Created created =
        TorrentCreator.of(content)
            .isPrivate(true)
            .trackers(List.of(List.of("http://old.example/")))
            .create();
    Files.write(file, created.torrent());
    String hash =
        json("torrent", "add", file.toString(), "--name", "A \"film\"", "--json")
            .getJsonArray("info_hashes")
            .getString(0);
    assertEquals("A \"film\"", json("torrent", "show", hash, "--json").getString("name"));
    assertEquals(1, command.run("torrent", "add", file.toString()));

    String passkey = json("user", "add", "fetcher", "--json").getString("passkey");
    Path mine = folder.resolve("mine.torrent");
    command.succeed("torrent", "file", hash, "--user", "fetcher", "-o", mine.toString());
    Metainfo fetched = Metainfo.read(Files.readAllBytes(mine));
    assertEquals(hash, fetched.infoHashes().get(0).toString());
    List<String> urls = command.succeed("user", "passkey", "fetcher", "--torrent", hash).lines();
    assertEquals(urls, fetched.trackers().stream().flatMap(List::stream).toList());
    assertFalse(urls.get(0).contains(passkey));
    command.succeed("user", "passkey", "fetcher", "--torrent", hash, "--revoke");
    assertFalse(
        urls.equals(command.succeed("user", "passkey", "fetcher", "--torrent", hash).lines()));

    command.succeed("torrent", "remove", hash, "--reason", "no, not that & this?");
    assertEquals(
        "no, not that & this?",
        json("torrent", "show", hash, "--json").getJsonObject("deleted").getString("reason"));
    assertEquals(1, command.succeed("torrent", "list", "--deleted", "--json").lines().size());
    command.succeed("torrent", "restore", hash);
    assertEquals(
        hash,
        new JsonObject(
                command
                    .succeed(
                        "torrent",
                        "list",
                        "--sort",
                        "health",
                        "--reverse",
                        "--json",
                        "--search",
                        "FILM\"")
                    .lines()
                    .get(0))
            .getJsonArray("info_hashes")
            .getString(0));
    assertEquals(HASH, json("torrent", "add", HASH, "--json").getString("name"));

    Path many = Files.createDirectories(folder.resolve("many"));
    Files.copy(file, many.resolve("known.torrent"));
    Files.write(many.resolve("bad.torrent"), new byte[] {'x'});
    assertEquals(1, command.run("torrent", "import", many.toString()));
    assertEquals("added 0, known before 1, refused 1", command.lines().get(0));
    assertTrue(command.lines().get(1).contains("bad.torrent"), command.out());
  }

  @Test
  void tokens() throws Exception {
    JsonObject token =
        json(
            "token",
            "add",
            "forum",
            "--scope",
            "users:read,stats:read",
            "--expires",
            "2999-01-01T00:00:00Z",
            "--json");
    Path other = Files.createDirectories(folder.resolve("other"));
    CommandRun forum = new CommandRun(url(), other, token.getString("secret"));
    forum.succeed("user", "list");
    assertEquals(1, forum.run("user", "add", "somebody"));
    assertTrue(forum.err().startsWith("skep: the tracker says: "), forum.err());
    assertTrue(command.succeed("token", "list").out().contains("  forum  "), command.out());
    command.succeed("token", "remove", "" + token.getLong("id"));
    assertEquals(1, forum.run("user", "list"));
    assertTrue(forum.err().startsWith("skep: the tracker refuses the token in "), forum.err());
    assertEquals(1, command.run("token", "add", "x", "--scope", "all:of-it"));
  }

  @Test
  void movingInTwice() {
    String[] arguments = {
      "import",
      "unit3d",
      "--users",
      Exports.sample("unit3d-users.csv").toString(),
      "--groups",
      Exports.sample("unit3d-groups.csv").toString(),
      "--torrents",
      Exports.sample("unit3d-torrents.tsv").toString(),
      "--json"
    };
    String[] dry = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    dry[arguments.length] = "--dry-run";
    assertEquals(1, command.run(dry));
    JsonObject planned = new JsonObject(command.out());
    assertEquals(7, planned.getJsonObject("users").getInteger("added"), planned::encodePrettily);
    assertEquals(2, planned.getJsonObject("torrents").getInteger("added"));
    assertEquals(1, command.run("user", "show", "custom"));

    assertEquals(1, command.run(arguments));
    JsonObject done = new JsonObject(command.out());
    assertEquals(planned.put("dry_run", false), done);
    JsonObject alice = json("user", "show", "alice, the \"first\"", "--json");
    assertEquals(5368709120L, alice.getLong("credited_uploaded"));
    assertEquals(1073741824L, alice.getLong("credited_downloaded"));
    List<String> audit = command.succeed("audit", "alice, the \"first\"").lines();
    assertEquals(3, audit.size(), audit::toString);
    assertTrue(audit.get(0).contains("  import      up     +5368709120"), audit.get(0));
    assertEquals(
        "alice, the \"first\"",
        json("torrent", "show", "%040x".formatted(1), "--json")
            .getJsonObject("added_by")
            .getString("name"));

    assertEquals(1, command.run(arguments));
    JsonObject again = new JsonObject(command.out());
    assertEquals(0, again.getJsonObject("users").getInteger("changed"), again::encodePrettily);
    assertEquals(7, again.getJsonObject("users").getInteger("unchanged"));
    assertEquals(2, again.getJsonObject("torrents").getInteger("unchanged"));
    assertEquals(
        5368709120L,
        json("user", "show", "alice, the \"first\"", "--json").getLong("credited_uploaded"));
    command.succeed("audit", "--check");
  }

  @Test
  void movingInFromElsewhere() {
    command.succeed(
        "import",
        "torrust",
        "--users",
        Exports.sample("torrust-users.csv").toString(),
        "--torrents",
        Exports.sample("torrust-torrents.ndjson").toString());
    assertEquals(
        List.of(
            "users     added 3, changed 0, unchanged 0, left out 0, refused 0",
            "torrents  added 3, changed 0, unchanged 0, left out 0, refused 0"),
        command.lines());
    assertEquals(
        1,
        command.run(
            "import",
            "gazelle",
            "--users",
            Exports.sample("gazelle-users.ndjson").toString(),
            "--groups",
            Exports.sample("gazelle-permissions.csv").toString(),
            "--torrents",
            Exports.sample("gazelle-torrents.csv").toString()));
    assertEquals(
        List.of(
            "users     added 5, changed 0, unchanged 0, left out 0, refused 4",
            "torrents  added 3, changed 0, unchanged 0, left out 0, refused 0"),
        command.lines().subList(0, 2));
  }

  @Test
  void aBackupWhileItRuns() throws Exception {
    Path copy = folder.resolve("backup.db");
    assertEquals(
        0,
        command.bare("backup", copy.toString(), "--data", folder.resolve("data").toString()),
        command::err);
    assertTrue(Files.size(copy) > 0);
  }
}
