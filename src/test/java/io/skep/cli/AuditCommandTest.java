package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
  private static final String CREDITS = "GET users/name%3Aalice/credits?sort=at";

  private final StubTracker tracker = new StubTracker();
  private final CommandRun command;

  AuditCommandTest(@TempDir Path folder) {
    command = new CommandRun(tracker.url(), folder);
  }

  @AfterEach
  void close() {
    tracker.close();
  }

  private static JsonObject line(String reason, long uploaded, long downloaded) {
    return new JsonObject()
        .put("at", "2027-01-31T18:00:00Z")
        .put("torrent", new JsonObject().put("id", 1).put("info_hash", HASH).put("name", "A film"))
        .put("session", 5)
        .put("reason", reason)
        .put("uploaded", uploaded)
        .put("downloaded", downloaded)
        .put("credited_uploaded", uploaded)
        .put("credited_downloaded", downloaded)
        .put("upload_percent", 100)
        .put("download_percent", 100)
        .put("note", "");
  }

  private static JsonObject doubled() {
    return line("announce", 1, 10)
        .put("credited_uploaded", 2)
        .put("credited_downloaded", 0)
        .put("upload_percent", 200)
        .put("download_percent", 0);
  }

  private static JsonObject total(long uploaded, long downloaded) {
    return new JsonObject()
        .put("name", "alice")
        .put("credited_uploaded", uploaded)
        .put("credited_downloaded", downloaded);
  }

  @Test
  void everyLineWithItsRunningTotal() {
    tracker.list(
        CREDITS + "&offset=0&limit=1000",
        line("announce", 1024, 7),
        doubled(),
        line("correction", -26, 0).putNull("torrent").put("note", "by \u001bbob"));
    tracker.on("GET users/name%3Aalice", 200, total(1000, 7));
    assertEquals(
        List.of(
            "2027-01-31T18:00:00Z  announce    up           +1024  down              +7"
                + "  total up              1024  down                 7  A film",
            "2027-01-31T18:00:00Z  announce    up              +2  down               0"
                + "  total up              1026  down                 7  A film"
                + "  (reported up 1 at 200%, down 10 at 0%)",
            "2027-01-31T18:00:00Z  correction  up             -26  down               0"
                + "  total up              1000  down                 7    by \uFFFDbob",
            "all lines: 3, which come to up 1000 down 7",
            "the user's total: up 1000 down 7, which is the same"),
        command.succeed("audit", "alice").lines());
  }

  @Test
  void jsonForScripts() {
    tracker.list(CREDITS + "&offset=0&limit=1000", line("announce", 5, 7), doubled());
    tracker.on("GET users/name%3Aalice", 200, total(7, 7));
    List<JsonObject> lines =
        command.succeed("audit", "alice", "--json").lines().stream().map(JsonObject::new).toList();
    assertEquals(
        List.of(
            line("announce", 5, 7).put("total_uploaded", 5).put("total_downloaded", 7),
            doubled().put("total_uploaded", 7).put("total_downloaded", 7),
            new JsonObject()
                .put("lines", 2)
                .put("total_uploaded", 7)
                .put("total_downloaded", 7)
                .put("kept_uploaded", 7)
                .put("kept_downloaded", 7)),
        lines);
  }

  /** A tracker goes on: the total is ahead of the history by what was announced just now. */
  @Test
  void linesThatComeMeanwhileAreWaitedFor() {
    List<JsonObject> history = new ArrayList<>(List.of(line("announce", 1, 1)));
    tracker.on(CREDITS + "&offset=0&limit=1000", any -> page(history, 0));
    tracker.on(
        "GET users/name%3Aalice",
        any -> {
          history.add(line("announce", 10, 10));
          return StubTracker.Answer.of(200, history.size() == 2 ? total(11, 11) : total(21, 21));
        });
    for (int offset = 1; offset < 5; offset++) {
      int from = offset;
      tracker.on(CREDITS + "&offset=" + from + "&limit=1000", any -> page(history, from));
    }
    List<String> lines = command.succeed("audit", "alice").lines();
    assertTrue(lines.get(lines.size() - 1).endsWith("which is the same"), lines::toString);
  }

  private static StubTracker.Answer page(List<JsonObject> history, int from) {
    return StubTracker.Answer.of(
        200,
        new JsonObject()
            .put("total", history.size())
            .put("items", new JsonArray(new ArrayList<>(history.subList(from, history.size())))));
  }

  @Test
  void aTotalThatIsWrong() throws Exception {
    tracker.list(CREDITS + "&offset=0&limit=1000", line("announce", 1, 1));
    tracker.list(CREDITS + "&offset=1&limit=1000");
    tracker.on("GET users/name%3Aalice", 200, total(2, 1));
    ApiClient client =
        new ApiClient(
            URI.create(tracker.url()),
            new ApiToken(StubTracker.TOKEN, "a test"),
            Duration.ofSeconds(10));
    StringWriter out = new StringWriter();
    CreditHistory history =
        new CreditHistory(
            client,
            "users/name%3Aalice/credits?sort=at",
            new PrintWriter(out, true),
            false,
            Duration.ZERO);
    assertEquals(1, history.print("users/name%3Aalice"));
    assertEquals(
        "the user's total: up 2 down 1, which is NOT the same",
        out.toString().lines().toList().get(2));
  }

  @Test
  void someLinesOnly() {
    tracker.list(
        CREDITS
            + ("&torrent=" + HASH + "&from=2027-01-01T00%3A00%3A00Z&to=2027-02-01T11%3A00%3A00Z")
            + "&offset=0&limit=1000",
        line("announce", 1, 2));
    List<String> lines =
        command
            .succeed(
                "audit",
                "alice",
                "--torrent",
                HASH,
                "--from",
                "2027-01-01",
                "--to",
                "2027-02-01T12:00:00+01:00")
            .lines();
    assertEquals("these lines: 1, which come to up 1 down 2", lines.get(1));
    assertEquals(2, lines.size());
  }

  @Test
  void checkOfBooksThatAreRight() {
    tracker.list("GET audit/check?offset=0&limit=1000");
    assertEquals(
        List.of("the books are right: every total is the sum of its history"),
        command.succeed("audit", "--check").lines());
  }

  @Test
  void checkOfBooksThatAreWrong() {
    JsonObject balance =
        new JsonObject()
            .put("uploaded", 1)
            .put("downloaded", 2)
            .put("credited_uploaded", 3)
            .put("credited_downloaded", 4);
    JsonObject wrong =
        new JsonObject()
            .put("user", new JsonObject().put("id", 7).put("name", "al\u001bice"))
            .putNull("torrent")
            .put("kept", balance)
            .put("history", balance.copy().put("uploaded", 9));
    tracker.list(
        "GET audit/check?offset=0&limit=1000",
        wrong,
        wrong.copy().put("torrent", new JsonObject().put("info_hash", HASH)));
    assertEquals(1, command.run("audit", "--check"));
    String figures =
        ": kept up 1 down 2, counting up 3 down 4, history up 9 down 2, counting up 3 down 4";
    assertEquals(
        List.of(
            "al\uFFFDice, over all" + figures,
            "al\uFFFDice, in " + HASH + figures,
            "2 totals not right"),
        command.lines());
    assertEquals(1, command.run("audit", "--check", "--json"));
    assertEquals(wrong, new JsonObject(command.lines().get(0)));
    assertEquals(2, command.lines().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit",
        "audit alice --check",
        "audit --check --from 2027-01-01",
        "audit alice --from yesterday",
        "audit alice --from 2027-01-01T00:00:00",
        "audit alice --from +999999999-01-01",
        "audit alice --torrent x",
      })
  void wrongUsage(String arguments) {
    assertEquals(2, command.run(arguments.split(" ", -1)));
    assertTrue(command.err().startsWith("skep: "), command.err());
    assertTrue(command.err().contains("skep audit --help"), command.err());
    assertEquals(List.of(), tracker.heard());
  }
}
