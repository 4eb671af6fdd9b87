package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.storage.Finding;
import io.skep.tracker.Admitted;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions, standings, findings, top lists and totals of a site on which something happened. */
class BooksApiTest {
  private static final PrivateConsole CONSOLE = new PrivateConsole();
  private static final ApiClient API = CONSOLE.client();
  private static final String HASH = "0123456789".repeat(4);
  private static final String QUIET = "98".repeat(20);

  private static long seeder;
  private static long leecher;
  private static long torrent;

  @BeforeAll
  static void somethingHappens() throws Exception {
    seeder = API.addUser("seeder").getLong("id");
    leecher = API.addUser("leecher").getLong("id");
    torrent = API.addTorrent(HASH, "shared").getLong("id");
    API.addTorrent(QUIET, "quiet");
    announce(seeder, 1, Event.STARTED, 0, 0, 0);
    announce(leecher, 2, Event.STARTED, 0, 0, 1000);
    CONSOLE.clock.addAndGet(600);
    announce(seeder, 1, Event.NONE, 1000, 0, 0);
    announce(leecher, 2, Event.COMPLETED, 0, 1000, 0);
    announce(leecher, 2, Event.STOPPED, 0, 1000, 0);
    CONSOLE.findingStore.put(
        List.of(
            finding("speed", seeder, "{\"rate\":5}"), finding("upload-to-nobody", leecher, "{}")));
  }

  @AfterAll
  static void stop() {
    CONSOLE.close();
  }

  @Test
  void theBooksAreCheckedByOneAtATime() {
    List<String> meanwhile = new ArrayList<>();
    CONSOLE.duringCheck =
        () -> {
          CONSOLE.duringCheck = () -> {};
          meanwhile.add(API.refused(409, "GET", "/audit/check"));
        };
    assertEquals(0, API.get("/audit/check").getInteger("total"));
    assertEquals(List.of("another check is under way; try again when it is done"), meanwhile);
    assertEquals(0, API.get("/audit/check").getInteger("total"), "that one is done");
    CONSOLE.away.set(true);
    API.refused(503, "GET", "/audit/check");
    CONSOLE.away.set(false);
    assertEquals(0, API.get("/audit/check").getInteger("total"), "and so is one that failed");
  }

  private static Finding finding(String rule, long user, String evidence) {
    long now = CONSOLE.clock.get() + user;
    return new Finding(
        0, rule, false, user, torrent, now, now, 1, evidence, Finding.Decision.OPEN, "", "");
  }

  private static void announce(
      long user, int peer, Event event, long uploaded, long downloaded, long left) {
    AnnounceRequest request =
        new AnnounceRequest(
            InfoHash.parse(HASH),
            PeerId.read(("-TR4050-00000000000" + peer).getBytes(StandardCharsets.US_ASCII), 0),
            PeerAddress.ipv4(0x0A000000 + peer, 6881),
            event,
            uploaded,
            downloaded,
            left,
            77,
            0,
            -1,
            AddressFamilies.BOTH,
            false,
            "");
    var answer = CONSOLE.swarms.announce(request, 50, CONSOLE.clock.get());
    RunningConsole.await(
        CONSOLE
            .parts
            .ledger()
            .announced(
                new Admitted(user, torrent, ""), request, answer.counts(), CONSOLE.clock.get()));
  }

  @Test
  void sessionsAreListed() {
    JsonObject living = API.items("/sessions?living=true").get(0);
    assertEquals(1, API.items("/sessions?living=true").size());
    assertEquals("seeder", living.getJsonObject("user").getString("name"));
    assertEquals("shared", living.getJsonObject("torrent").getString("name"));
    assertEquals(HASH, living.getJsonObject("torrent").getString("info_hash"));
    assertEquals("Transmission 4.0.5", living.getString("client"));
    assertEquals(
        "[{\"address\":\"10.0.0.1\",\"port\":6881}]", living.getJsonArray("addresses").encode());
    assertFalse(living.containsKey("key"), "it would let others take the session's part");

    JsonObject stopped = API.items("/sessions?user=name:leecher").get(0);
    assertTrue(stopped.getBoolean("stopped"));
    assertFalse(stopped.getBoolean("living"));
    assertEquals(1000, stopped.getInteger("downloaded"));
    assertEquals(2, API.get("/sessions?torrent=" + HASH).getInteger("total"));
    assertEquals(0, API.get("/sessions?torrent=" + QUIET).getInteger("total"));
    assertEquals(
        List.of("seeder", "leecher"),
        API.items("/sessions?sort=-uploaded").stream()
            .map(one -> one.getJsonObject("user").getString("name"))
            .toList());
    for (String sort : List.of("id", "last_seen", "started_at", "downloaded", "addresses")) {
      assertEquals(1, API.items("/sessions?limit=1&offset=1&sort=" + sort).size(), sort);
    }
  }

  @Test
  void standingsAreListedFromBothSides() {
    JsonObject ofUser = awaitStanding("/users/" + leecher + "/torrents");
    assertEquals("shared", ofUser.getJsonObject("torrent").getString("name"));
    assertEquals(1000, ofUser.getInteger("credited_downloaded"));
    assertEquals(0.0, ofUser.getDouble("ratio"));
    assertEquals("2027-01-15T08:10:00Z", ofUser.getString("completed_at"));
    assertEquals(0, ofUser.getInteger("left"));

    for (String sort : List.of("-last_seen", "-uploaded", "-downloaded", "-seed_seconds")) {
      assertEquals(
          2, API.get("/torrents/" + HASH + "/users?limit=1&sort=" + sort).getInteger("total"));
    }
    JsonObject most = API.items("/torrents/" + HASH + "/users?sort=-uploaded").get(0);
    assertEquals("seeder", most.getJsonObject("user").getString("name"));
    assertEquals(600, most.getInteger("seed_seconds"));
    assertNull(most.getValue("completed_at"));
  }

  /** What is not urgent is committed within a second. */
  private static JsonObject awaitStanding(String path) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (true) {
      List<JsonObject> found = API.items(path);
      boolean complete =
          API.get("/torrents/" + HASH + "/users?sort=-uploaded").encode().contains(":1000");
      if (!found.isEmpty() && complete) {
        return found.get(0);
      }
      assertTrue(System.nanoTime() < deadline, "it was never kept");
    }
  }

  @Test
  void aTorrentShowsItsSwarmAndItsBooks() {
    JsonObject shown = API.get("/torrents/" + HASH);

    assertEquals(1, shown.getInteger("seeders"));
    assertEquals(0, shown.getInteger("leechers"));
    assertEquals(1, shown.getInteger("snatches"));
    assertEquals(1000, shown.getInteger("uploaded"));
    assertEquals(1000, shown.getInteger("downloaded"));
    assertEquals(
        List.of("shared", "quiet"),
        API.items("/torrents?sort=-health").stream().map(one -> one.getString("name")).toList());
  }

  @Test
  void hitAndRunsAreListed() throws Exception {
    awaitStanding("/users/" + leecher + "/torrents");

    JsonObject due = API.items("/users/name:leecher/hit-and-runs").get(0);
    assertEquals("due", due.getString("state"));
    assertEquals("shared", due.getJsonObject("torrent").getString("name"));
    assertEquals(0, API.get("/users/name:leecher/hit-and-runs?state=violated").getInteger("total"));
    assertEquals(0, API.get("/users/name:seeder/hit-and-runs").getInteger("total"));
  }

  @Test
  void findingsAreListedAndDecided() {
    List<JsonObject> all = API.items("/findings");
    assertEquals(
        List.of("upload-to-nobody", "speed"),
        all.stream().map(one -> one.getString("rule")).toList());
    JsonObject speed = API.items("/findings?rule=speed").get(0);
    assertEquals(new JsonObject().put("rate", 5), speed.getJsonObject("evidence"));
    assertEquals("seeder", speed.getJsonObject("user").getString("name"));
    assertNull(speed.getValue("decided_by"));
    assertEquals(1, API.get("/findings?user=name:leecher").getInteger("total"));
    for (String sort : List.of("last_at", "first_at", "-first_at", "count", "-count")) {
      assertEquals(all.size(), API.items("/findings?sort=" + sort).size());
    }
    assertEquals(all.get(0), API.items("/findings?sort=last_at").get(all.size() - 1));
    assertEquals(2, API.get("/findings?torrent=" + HASH + "&limit=1").getInteger("total"));

    String path = "/findings/" + speed.getLong("id");
    JsonObject decided =
        API.patch(path, new JsonObject().put("decision", "dismissed").put("note", "fast line"));
    assertEquals("dismissed", decided.getString("decision"));
    assertEquals("everything", decided.getString("decided_by"));
    assertEquals(decided, API.get(path));
    assertEquals(1, API.get("/findings?decision=dismissed").getInteger("total"));
    assertEquals("there is no finding 4711", API.refused(404, "GET", "/findings/4711"));
    assertEquals(
        "decision must be one of open, confirmed, dismissed",
        API.refused(400, "PATCH", path, new JsonObject().put("decision", "guilty")));
  }

  @Test
  void topListsTellWhoGivesMost() {
    JsonObject top = API.get("/top");
    assertEquals("uploaded", top.getString("by"));
    assertEquals(1, top.getInteger("total"), "who has given nothing is not in it");
    JsonObject first = top.getJsonArray("items").getJsonObject(0);
    assertEquals(1, first.getInteger("rank"));
    assertEquals(1000, first.getInteger("value"));
    assertEquals("seeder", first.getJsonObject("user").getString("name"));

    assertEquals("leecher", firstOf("downloaded").getJsonObject("user").getString("name"));
    assertEquals("seeder", firstOf("seeding").getJsonObject("user").getString("name"));
    for (String by : List.of("snatches", "seeders", "traffic")) {
      assertEquals("shared", firstOf(by).getJsonObject("torrent").getString("name"), by);
    }
    for (String by : List.of("ratio", "hit_and_runs", "leechers")) {
      assertEquals(0, API.get("/top?by=" + by).getInteger("total"), by);
    }
  }

  private static JsonObject firstOf(String by) {
    return API.items("/top?by=" + by).get(0);
  }

  @Test
  void theTotalsOfTheSiteAreShown() {
    JsonObject site = API.get("/stats").getJsonObject("site");

    assertEquals(2, site.getInteger("users"));
    assertEquals(2, site.getInteger("torrents_registered"));
    assertEquals(1, site.getInteger("snatches"));
    assertEquals(1000, site.getInteger("uploaded"));
    assertEquals(1000, site.getInteger("credited_downloaded"));
  }

  @Test
  void swarmsAreShownAsInAnyOtherMode() {
    assertEquals(1, API.get("/swarms").getInteger("total"));
    assertEquals(1, API.get("/swarms/" + HASH).getJsonArray("peers").size());
    assertEquals(
        "nobody has announced this info-hash", API.refused(404, "GET", "/swarms/" + QUIET));
  }
}
