package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkApiTest {
  private static final long GIB = 1L << 30;

  private final PrivateConsole console = new PrivateConsole();
  private final ApiClient api = console.client();

  @AfterEach
  void stop() {
    console.close();
  }

  private static String hash(int number) {
    return String.format(Locale.ROOT, "%08x", number).repeat(5);
  }

  private static JsonObject user(String name) {
    return new JsonObject().put("name", name);
  }

  private static JsonObject torrent(int number) {
    return new JsonObject().put("info_hash", hash(number)).put("name", "torrent " + number);
  }

  private static JsonObject bulk(List<JsonObject> users, List<JsonObject> torrents) {
    return new JsonObject()
        .put("users", new JsonArray(users))
        .put("torrents", new JsonArray(torrents));
  }

  private JsonObject put(JsonObject bulk) {
    return api.ask(200, "POST", "/bulk", bulk);
  }

  private static List<String> results(JsonObject report) {
    return ApiClient.objects(report.getJsonArray("items")).stream()
        .map(
            item ->
                item.getString("key")
                    + " "
                    + item.getString("result")
                    + (item.containsKey("changes")
                        ? " " + item.getJsonArray("changes").getList()
                        : "")
                    + (item.containsKey("why") ? ": " + item.getString("why") : ""))
        .toList();
  }

  /** All that the lists show, to see whether anything changed. */
  private String everything() {
    return api.get("/users?limit=1000").encode()
        + api.get("/torrents?limit=1000").encode()
        + console.parts.users().all().stream().map(u -> u.passkey()).collect(Collectors.joining());
  }

  private JsonObject sample() {
    return bulk(
        List.of(
            user("alice")
                .put("role", "moderator")
                .put("passkey", "a".repeat(32))
                .put("uploaded", 5 * GIB)
                .put("downloaded", GIB),
            user("bob").put("state", "disabled"),
            user("ALICE"),
            user("with\u200Bnothing"),
            user("carol").put("passkey", "a".repeat(32)),
            user("dave").put("passkey", "short")),
        List.of(
            torrent(1).put("length", 700).put("files", 2).put("license", "CC0-1.0"),
            torrent(2).put("info_hash_v2", hash(3)).put("added_by", "name:alice"),
            torrent(3),
            torrent(4).put("added_by", "name:nobody")));
  }

  @Test
  void whatIsMissingIsAddedAndWhatCannotBeIsExplained() {
    JsonObject report = put(sample());

    assertEquals(
        List.of(
            "alice added",
            "bob added",
            "ALICE refused: the name stands earlier in this bulk already",
            "with\u200Bnothing refused: a user's name must not have invisible characters or blanks"
                + " other than the ordinary one",
            "carol refused: the passkey stands earlier in this bulk already",
            "dave refused: a passkey has 8 to 128 letters, digits, '-' and '_'",
            hash(1) + " added",
            hash(2) + " added",
            hash(3) + " refused: the info-hash stands earlier in this bulk already",
            hash(4) + " refused: there is no user named 'nobody'"),
        results(report));
    assertEquals(
        new JsonObject().put("added", 2).put("changed", 0).put("unchanged", 0).put("refused", 4),
        report.getJsonObject("users"));
    JsonObject alice = api.get("/users/name:alice");
    assertEquals(5 * GIB, alice.getLong("credited_uploaded"));
    assertEquals(5.0, alice.getDouble("ratio"));
    assertEquals("moderator", alice.getString("role"));
    assertTrue(console.parts.passkeys().owner("a".repeat(32)).isPresent());
    assertEquals("disabled", api.get("/users/name:bob").getString("state"));
    JsonObject hybrid = api.get("/torrents/" + hash(3));
    assertEquals(List.of(hash(2), hash(3)), hybrid.getJsonArray("info_hashes").getList());
    assertEquals("alice", hybrid.getJsonObject("added_by").getString("name"));
    JsonObject line = api.items("/users/name:alice/credits").get(0);
    assertEquals("import", line.getString("reason"));
    assertEquals(0, api.get("/audit/check").getInteger("total"));
  }

  @Test
  void theSameTwiceChangesNothing() {
    put(sample());
    String before = everything();

    JsonObject again = put(sample());

    assertEquals(before, everything());
    assertEquals(0, again.getJsonObject("users").getInteger("added"));
    assertEquals(0, again.getJsonObject("users").getInteger("changed"));
    assertEquals(2, again.getJsonObject("users").getInteger("unchanged"));
    assertEquals(2, again.getJsonObject("torrents").getInteger("unchanged"));
    assertEquals(1, api.get("/users/name:alice/credits").getInteger("total"));
  }

  @Test
  void aDryRunSaysTheSameAndDoesNothing() {
    api.addUser("bob");
    String before = everything();

    JsonObject dry = api.ask(200, "POST", "/bulk?dry_run=true", sample());

    assertEquals(before, everything());
    assertTrue(dry.getBoolean("dry_run"));
    JsonObject wet = put(sample());
    List<String> said = results(dry);
    assertEquals(results(wet), said);
    assertTrue(said.contains("bob changed [state]"), said.toString());
  }

  @Test
  void whatDiffersIsChangedAndTheRestStays() {
    put(sample());

    JsonObject report =
        put(
            bulk(
                List.of(
                    user("Alice")
                        .put("state", "no_leech")
                        .put("passkey", "b".repeat(32))
                        .put("uploaded", 7 * GIB),
                    user("bob").put("passkey", "b".repeat(32))),
                List.of(
                    torrent(1).put("name", "better").put("info_hash_v2", hash(9)),
                    torrent(2).put("length", 12))));

    assertEquals(
        List.of(
            "Alice changed [state, passkey, uploaded]",
            "bob refused: the passkey stands earlier in this bulk already",
            hash(1) + " changed [info_hash_v2, name]",
            hash(2) + " changed [length]"),
        results(report));
    JsonObject alice = api.get("/users/name:alice");
    assertEquals("moderator", alice.getString("role"), "what is not given stays");
    assertEquals("alice", alice.getString("name"));
    assertEquals(7 * GIB, alice.getLong("uploaded"));
    assertEquals(GIB, alice.getLong("downloaded"));
    assertTrue(console.parts.passkeys().owner("a".repeat(32)).isEmpty());
    assertEquals("better", api.get("/torrents/" + hash(9)).getString("name"));
    assertEquals(700, api.get("/torrents/" + hash(9)).getInteger("length"));
  }

  @Test
  void aDeletedTorrentStaysDeleted() {
    put(bulk(List.of(), List.of(torrent(1))));
    api.ask(200, "DELETE", "/torrents/" + hash(1) + "?reason=banned", "");

    assertEquals(
        List.of(hash(1) + " refused: the torrent was deleted: banned"),
        results(put(bulk(List.of(), List.of(torrent(1))))));
  }

  @Test
  void tenThousandEntriesAreTakenAndNotOneMore() {
    List<JsonObject> users = new ArrayList<>();
    List<JsonObject> torrents = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      users.add(user("user " + i).put("uploaded", i));
      torrents.add(torrent(i));
    }

    JsonObject report = put(bulk(users, torrents));

    assertEquals(5_000, report.getJsonObject("users").getInteger("added"));
    assertEquals(5_000, report.getJsonObject("torrents").getInteger("added"));
    assertEquals(5_000, console.parts.users().size());
    assertEquals(0, api.get("/audit/check").getInteger("total"));
    torrents.add(torrent(5_000));
    assertEquals(
        "users and torrents must have no more than 10000 entries together",
        api.refused(400, "POST", "/bulk", bulk(users, torrents)));
    for (int i = 0; i < 5_001; i++) {
      users.add(user("more " + i));
    }
    assertEquals(
        "users must have 0 to 10000 entries",
        api.refused(400, "POST", "/bulk", bulk(users, List.of())));
  }

  @Test
  void theReportShowsNoPasskey() {
    assertFalse(put(sample()).encode().contains("a".repeat(32)));
  }

  @Test
  void whereAFieldIsWrongIsSaid() {
    JsonObject bulk = bulk(List.of(user("a"), user("b").put("uploaded", -1)), List.of());

    assertEquals(
        "users[1].uploaded must be a whole number from 0 to 1125899906842624",
        api.refused(400, "POST", "/bulk", bulk));
    assertEquals(
        "torrents[0] must have the field info_hash",
        api.refused(
            400, "POST", "/bulk", bulk(List.of(), List.of(new JsonObject().put("name", "x")))));
    assertEquals(0, console.parts.users().size(), "nothing of it was done");
  }
}
