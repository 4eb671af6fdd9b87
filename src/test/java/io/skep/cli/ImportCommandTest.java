package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.migration.Exports;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  private final Path folder;
  private final StubTracker tracker = new StubTracker();
  private final CommandRun command;
  private final Map<String, JsonObject> kept = new TreeMap<>();

  ImportCommandTest(@TempDir Path folder) {
    this.folder = folder;
    command = new CommandRun(tracker.url(), folder);
    tracker.on("POST bulk?dry_run=false", request -> bulk(request.json(), false));
    tracker.on("POST bulk?dry_run=true", request -> bulk(request.json(), true));
  }

  @AfterEach
  void close() {
    tracker.close();
  }

  /** Upserts as the contract says: one item that it doesn't allow has the whole request refused. */
  private StubTracker.Answer bulk(JsonObject request, boolean dryRun) {
    JsonArray items = new JsonArray();
    for (String kind : List.of("users", "torrents")) {
      JsonArray sent = request.getJsonArray(kind, new JsonArray());
      if (sent.size() > 1000) {
        return StubTracker.problem(400, "too many");
      }
      for (int i = 0; i < sent.size(); i++) {
        int most = kind.equals("users") ? 64 : 255;
        if (sent.getJsonObject(i).getString("name").length() > most) {
          return StubTracker.problem(400, "a name is too long");
        }
      }
      for (int i = 0; i < sent.size(); i++) {
        items.add(put(kind, sent.getJsonObject(i), dryRun));
      }
    }
    return StubTracker.Answer.of(200, new JsonObject().put("dry_run", dryRun).put("items", items));
  }

  private JsonObject put(String kind, JsonObject item, boolean dryRun) {
    JsonObject result = new JsonObject().put("kind", kind);
    String key = kind + " " + item.getString(kind.equals("users") ? "name" : "info_hash");
    if ("taken".equals(item.getString("passkey"))) {
      return result.put("result", "refused").put("why", "the passkey is \u001banother's");
    }
    JsonObject before = kept.get(key);
    if (!dryRun) {
      kept.put(key, item);
    }
    return result.put(
        "result", before == null ? "added" : before.equals(item) ? "unchanged" : "changed");
  }

  private JsonObject kept(String key) {
    return Objects.requireNonNull(kept.get(key), key);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String[] unit3d(String... more) {
    return arguments(
        List.of(
            "import",
            "unit3d",
            "--users",
            Exports.sample("unit3d-users.csv").toString(),
            "--torrents",
            Exports.sample("unit3d-torrents.tsv").toString(),
            "--groups",
            Exports.sample("unit3d-groups.csv").toString()),
        more);
  }

  private static String[] arguments(List<String> first, String... more) {
    List<String> all = new java.util.ArrayList<>(first);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static List<String> report(String beginning, String users, String torrents) {
    String usersFile = "  " + shown("unit3d-users.csv") + ", line ";
    String torrentsFile = "  " + shown("unit3d-torrents.tsv") + ", line ";
    List<String> lines =
        List.of(
            "users     " + users + ", left out 0, refused 3",
            "torrents  " + torrents + ", left out 2, refused 2",
            usersFile + "9: has a negative uploaded: '-5'",
            usersFile + "10: has no username",
            usersFile + "11: has 3 fields where the first line names 11 columns",
            torrentsFile
                + "6: has an info_hash that is neither 40 hexadecimal digits nor Base64 of 20"
                + " bytes: 'nothex'",
            torrentsFile + "7: has a size that is no number: '1e999999999'");
    return beginning.isEmpty()
        ? lines
        : java.util.stream.Stream.concat(java.util.stream.Stream.of(beginning), lines.stream())
            .toList();
  }

  private static String shown(String sample) {
    return TerminalText.name(Exports.sample(sample).toString(), 200);
  }

  @Test
  void aDryRunThenTheImportThenTheSameAgain() {
    assertEquals(1, command.run(unit3d("--dry-run")));
    assertEquals(
        report(
            "this would be done:",
            "added 7, changed 0, unchanged 0",
            "added 2, changed 0, unchanged 0"),
        command.lines());
    assertEquals(Map.of(), kept);

    assertEquals(1, command.run(unit3d()));
    assertEquals(
        report("", "added 7, changed 0, unchanged 0", "added 2, changed 0, unchanged 0"),
        command.lines());
    assertEquals(
        new JsonObject()
            .put("name", "custom")
            .put("role", "moderator")
            .put("state", "active")
            .put("uploaded", 1)
            .put("downloaded", 0)
            .put("passkey", "0".repeat(31) + "a"),
        kept.get("users custom"));
    assertEquals("disabled", kept("users banned").getString("state"));
    assertEquals("no_leech", kept("users leechless").getString("state"));
    assertEquals(5368709120L, kept("users alice, the \"first\"").getLong("uploaded"));
    assertEquals(
        new JsonObject()
            .put("info_hash", "%040x".formatted(1))
            .put("name", "A film")
            .put("length", 123456789)
            .put("files", 3)
            .put("added_by", "name:alice, the \"first\""),
        kept.get("torrents " + "%040x".formatted(1)));

    assertEquals(1, command.run(unit3d()));
    assertEquals(
        report("", "added 0, changed 0, unchanged 7", "added 0, changed 0, unchanged 2"),
        command.lines());
    // Who brought what is told in a dry run too, where the users are there already.
    assertEquals(1, command.run(unit3d("--dry-run")));
    assertEquals(
        report(
            "this would be done:",
            "added 0, changed 0, unchanged 7",
            "added 0, changed 0, unchanged 2"),
        command.lines());
  }

  @Test
  void gazelleAndTorrust() {
    assertEquals(
        1,
        command.run(
            "import",
            "Gazelle",
            "--users",
            Exports.sample("gazelle-users.ndjson").toString(),
            "--torrents",
            Exports.sample("gazelle-torrents.csv").toString()));
    assertEquals(
        "users     added 5, changed 0, unchanged 0, left out 0, refused 4", command.lines().get(0));
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
  }

  @Test
  void jsonForScripts() {
    assertEquals(1, command.run(unit3d("--json", "--dry-run")));
    JsonObject report = new JsonObject(command.out());
    assertTrue(report.getBoolean("dry_run"));
    assertFalse(report.getBoolean("complete"));
    assertEquals(
        new JsonObject()
            .put("added", 7)
            .put("changed", 0)
            .put("unchanged", 0)
            .put("left_out", 0)
            .put("refused", 3),
        report.getJsonObject("users"));
    assertEquals(
        new JsonObject()
            .put("file", Exports.sample("unit3d-users.csv").toString())
            .put("line", 9)
            .put("why", "has a negative uploaded: '-5'"),
        report.getJsonArray("refused").getJsonObject(0));
  }

  @Test
  void manyGoInSeveralRequests() throws IOException {
    StringBuilder text = new StringBuilder("username,passkey\n");
    for (int i = 0; i < 2500; i++) {
      text.append("u").append(i).append(",p").append(i).append('\n');
    }
    command.succeed("import", "unit3d", "--users", file("u.csv", text.toString()).toString());
    assertEquals(
        List.of("users     added 2500, changed 0, unchanged 0, left out 0, refused 0"),
        command.lines());
    assertEquals(
        List.of(1000, 1000, 500),
        tracker.requests().stream()
            .map(request -> request.json().getJsonArray("users").size())
            .toList());
  }

  @Test
  void oneThatTheContractForbidsCostsNoOther() throws IOException {
    StringBuilder text = new StringBuilder("username,passkey\n");
    for (int i = 0; i < 100; i++) {
      text.append(i == 40 || i == 77 ? "x".repeat(65 + i) : "u" + i).append(",p\n");
    }
    assertEquals(
        1, command.run("import", "unit3d", "--users", file("u.csv", text.toString()).toString()));
    assertEquals(
        List.of(
            "users     added 98, changed 0, unchanged 0, left out 0, refused 2",
            "  " + folder.resolve("u.csv") + ", line 42: the tracker says: a name is too long",
            "  " + folder.resolve("u.csv") + ", line 79: the tracker says: a name is too long"),
        command.lines());
  }

  @Test
  void whatTheTrackerRefusesIsToldWithItsLine() throws IOException {
    Path users =
        file("u.csv", "username,passkey\nalice,p\n\"bob\nby\",taken\nALICE,q\n\u001b[2J,-\n,x\n");
    assertEquals(1, command.run("import", "unit3d", "--users", users.toString()));
    assertEquals(
        List.of(
            "users     added 2, changed 0, unchanged 0, left out 0, refused 3",
            "  " + users + ", line 5: is about the same as line 2",
            "  " + users + ", line 7: has no username",
            "  " + users + ", line 3: the passkey is \uFFFDanother's"),
        command.lines());
  }

  @Test
  void onlyTheFirstRefusalsAreShown() throws IOException {
    String evil = "a,b,\u001b]0;evil\u0007\n";
    Path users = file("u.csv", "username,passkey,uploaded\n" + evil.repeat(50));
    assertEquals(1, command.run("import", "unit3d", "--users", users.toString()));
    assertEquals(22, command.lines().size());
    assertEquals("  and 30 more", command.lines().get(21));
    assertEquals(
        "  " + users + ", line 2: has a uploaded that is no number: '\uFFFD]0;evil\uFFFD'",
        command.lines().get(1));
    assertFalse(command.out().contains("\u001b"));
  }

  @Test
  void aTrackerThatGoesAway() throws IOException {
    tracker.on("POST bulk?dry_run=false", request -> StubTracker.problem(503, "no database"));
    Path users = file("u.csv", "username,passkey\nalice,p\n");
    assertEquals(1, command.run("import", "unit3d", "--users", users.toString()));
    assertEquals("skep: the tracker says: no database\n", command.err());
    assertEquals(
        List.of("it came to no end; what was taken is there, and can be imported again"),
        command.lines());
  }

  @Test
  void aReportThatFitsNothing() throws IOException {
    tracker.on("POST bulk?dry_run=false", 200, new JsonObject());
    Path users = file("u.csv", "username,passkey\nalice,p\n");
    assertEquals(1, command.run("import", "unit3d", "--users", users.toString()));
    assertEquals("skep: the tracker's report does not fit what it was sent\n", command.err());
  }

  @Test
  void whatIsNoExport() throws IOException {
    fails("has no column passkey; its first line has to name the columns", "id,username\n1,a\n");
    fails("is empty", "");
    fails("is a JSON array; there has to be one object a line, as jq -c '.[]' makes it", "[]");
    assertEquals(1, command.run("import", "unit3d", "--users", folder + "/none"));
    assertEquals("skep: " + folder + "/none does not exist\n", command.err());
    assertEquals(1, command.run("import", "unit3d", "--users", folder.toString()));
    assertEquals(1, command.err().lines().count(), command.err());
    assertEquals(List.of(), tracker.heard());
  }

  private void fails(String why, String text) throws IOException {
    Path users = file("u.csv", text);
    assertEquals(1, command.run("import", "unit3d", "--users", users.toString()));
    assertEquals("skep: " + users + " " + why + "\n", command.err());
  }

  /** Roles hang on them, so a line of theirs that can't be read ends the import. */
  @Test
  void groupsThatCantBeRead() throws IOException {
    Path groups = file("g.csv", "id,is_admin\n4,perhaps\n");
    Path users = file("u.csv", "username,passkey\nalice,p\n");
    assertEquals(
        1,
        command.run(
            "import", "unit3d", "--groups", groups.toString(), "--users", users.toString()));
    assertEquals(
        "skep: line 2 of " + groups + " has neither 0 nor 1 as is_admin: 'perhaps'\n",
        command.err());
    assertEquals(List.of(), tracker.heard());
  }

  @Test
  void wrongUsage() {
    assertEquals(2, command.run("import", "unit3d"));
    assertTrue(command.err().startsWith("skep: --users or --torrents is missing"), command.err());
    assertEquals(2, command.run("import", "xbt", "--users", "x"));
    assertTrue(command.err().startsWith("skep: Invalid value for positional"), command.err());
  }
}
