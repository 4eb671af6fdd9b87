package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.SwarmCounts;
import io.skep.tracker.Admitted;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MeApiTest {
  private static final String SEEDED = "00000000000000000000000000000000000000a1";
  private static final String FETCHED = "00000000000000000000000000000000000000a2";
  private static final String SEEDED_TOO = "00000000000000000000000000000000000000a3";
  private static final AtomicInteger TOKENS = new AtomicInteger();
  private static PrivateConsole console;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    console = new PrivateConsole();
    api = console.client();
    api.addTorrent(SEEDED, "seeded");
    api.addTorrent(FETCHED, "fetched");
    api.addTorrent(SEEDED_TOO, "seeded too");
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  private static ApiClient member(JsonObject user) {
    String name = user.getString("name") + " " + TOKENS.incrementAndGet();
    return console.client(console.token(name, Set.of("me"), user.getLong("id"), 0));
  }

  /** An announce whose bytes are durable when this returns. */
  private static void announce(
      JsonObject user, String hash, Event event, long uploaded, long downloaded, long left) {
    InfoHash torrent = InfoHash.parse(hash);
    AnnounceRequest request =
        Announces.of(
            torrent, PeerAddress.ipv4(0x0A010101, 7000), event, uploaded, downloaded, left);
    long id = console.parts.torrents().find(torrent).orElseThrow().id();
    RunningConsole.await(
        console
            .parts
            .ledger()
            .announced(
                new Admitted(user.getLong("id"), id, ""),
                request,
                SwarmCounts.EMPTY,
                console.clock.get()));
  }

  @Test
  void oneSeesWhereOneStands() {
    JsonObject user = api.addUser("stands");
    announce(user, SEEDED, Event.STARTED, 0, 0, 0);
    announce(user, SEEDED, Event.NONE, 900, 0, 0);
    announce(user, SEEDED_TOO, Event.STARTED, 0, 0, 0);
    announce(user, FETCHED, Event.STARTED, 0, 0, 5000);
    announce(user, FETCHED, Event.NONE, 0, 1000, 4000);

    JsonObject before = member(user).get("/me/figures");
    announce(user, FETCHED, Event.NONE, 0, 2000, 3000);
    JsonObject after = member(user).get("/me/figures");

    assertEquals(0.9, before.getDouble("ratio"));
    assertEquals(900, before.getInteger("uploaded"));
    assertEquals(1000, before.getInteger("credited_downloaded"));
    assertEquals(2, before.getInteger("seeding"));
    assertEquals(1, before.getInteger("leeching"));
    assertEquals(
        new JsonObject().put("ratio", 0.5).put("grace_bytes", 1000).put("in_force", false),
        before.getJsonObject("rule"));
    assertTrue(after.getJsonObject("rule").getBoolean("in_force"));
    assertEquals(0.45, after.getDouble("ratio"));
    assertEquals(3, after.getJsonObject("hit_and_run_rule").getInteger("max"));
  }

  @Test
  void theDaysAreThoseUpToToday() {
    JsonObject user = api.addUser("daily");
    announce(user, SEEDED, Event.STARTED, 0, 0, 0);
    announce(user, SEEDED, Event.STOPPED, 100, 0, 0);
    console.clock.addAndGet(86_400);
    announce(user, SEEDED, Event.STARTED, 0, 0, 0);
    announce(user, SEEDED, Event.STOPPED, 30, 0, 0);

    List<JsonObject> days = member(user).items("/me/history?days=4");

    assertEquals(4, days.size());
    assertEquals(
        List.of(0, 0, 100, 30), days.stream().map(day -> day.getInteger("uploaded")).toList());
    assertEquals(Times.text(console.clock.get()).substring(0, 10), days.get(3).getString("day"));
    assertEquals(
        "days must be a whole number from 1 to 366",
        member(user).refused(400, "GET", "/me/history?days=367"));
  }

  @Test
  void oneSeesOnesOwnAndNobodyElses() {
    JsonObject user = api.addUser("own");
    JsonObject other = api.addUser("other");
    announce(user, SEEDED, Event.STARTED, 0, 0, 0);
    announce(user, SEEDED, Event.STOPPED, 100, 0, 0);
    announce(other, SEEDED, Event.STARTED, 0, 0, 0);
    announce(other, SEEDED, Event.STOPPED, 200, 0, 0);
    ApiClient own = member(user);

    for (String list : List.of("credits", "torrents", "hit-and-runs")) {
      assertEquals(api.get("/users/" + user.getLong("id") + "/" + list), own.get("/me/" + list));
    }
    assertEquals(
        api.get("/sessions?user=name:own&living=false"), own.get("/me/sessions?living=false"));
    assertEquals(1, own.get("/me/credits").getInteger("total"));
    assertEquals(1, own.get("/me/sessions").getInteger("total"));
    assertEquals(
        "the token needs the scope users:read",
        own.refused(403, "GET", "/users/" + other.getLong("id") + "/credits"));
    assertEquals(
        "there is no parameter 'user' here",
        own.refused(400, "GET", "/me/sessions?user=" + other.getLong("id")));
  }

  @Test
  void aNewPasskeyEndsTheOld() {
    JsonObject user = api.addUser("rotates");

    JsonObject rotated = member(user).ask(200, "POST", "/me/passkey", "");

    assertTrue(console.parts.passkeys().owner(user.getString("passkey")).isEmpty());
    assertEquals(
        user.getLong("id"),
        console.parts.passkeys().owner(rotated.getString("passkey")).orElseThrow().user().id());
  }

  @Test
  void aTokenOfNobodyHasNothingOfItsOwn() {
    for (String list : List.of("figures", "history", "credits", "torrents", "sessions")) {
      assertEquals(
          "the token acts for no user, so it has nothing of its own",
          api.refused(422, "GET", "/me/" + list));
    }
    assertEquals(
        "the token acts for no user, so it has nothing of its own",
        api.refused(422, "POST", "/me/passkey"));
  }

  @Test
  void whoListensIsToldOfTheirOwn() {
    JsonObject user = api.addUser("listens");
    String token =
        console.token(
            "listens to it", Set.of("me", "stats:read", "torrents:read"), user.getLong("id"), 0);
    announce(user, SEEDED, Event.STARTED, 0, 0, 0);
    try (EventReader events = new EventReader(console.server.port(), token, "")) {
      JsonObject first = events.next("me");
      assertEquals(0, first.getInteger("uploaded"));
      assertNull(first.getValue("ratio"));

      announce(user, SEEDED, Event.NONE, 512, 0, 0);

      assertEquals(512, events.next("me").getInteger("uploaded"));
    }
  }

  /** Each is kept in the audit log for good. */
  @Test
  void passkeysAreRotatedTenTimesAnHour() {
    JsonObject user = api.addUser("restless");
    for (int i = 0; i < OwnChanges.PER_HOUR; i++) {
      member(user).ask(200, "POST", "/me/passkey", "");
    }

    var refused = member(user).ask("POST", "/me/passkey", "");
    assertEquals(429, refused.statusCode());
    long wait = Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow());
    assertEquals("nosniff", refused.headers().firstValue("X-Content-Type-Options").orElseThrow());
    member(api.addUser("calm")).ask(200, "POST", "/me/passkey", "");

    console.clock.addAndGet(wait);
    member(user).ask(200, "POST", "/me/passkey", "");
  }
}
