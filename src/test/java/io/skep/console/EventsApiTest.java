package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventsApiTest {
  private static final String HASH = "00000000000000000000000000000000000000aa";
  private static PrivateConsole console;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    console = new PrivateConsole();
    api = console.client();
    api.addTorrent(HASH, "one");
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  private static EventReader listen(String token, String query) {
    return new EventReader(console.server.port(), token, query);
  }

  @Test
  void theOverviewComesAtOnceAndAgain() {
    try (EventReader events = listen(console.admin, "")) {
      assertEquals("HTTP/1.1 200 OK", events.line());
      JsonObject first = events.next("overview");
      assertEquals(api.get("/overview").getJsonObject("now").fieldNames(), first.fieldNames());
      assertTrue(events.next("overview").containsKey("announces"));
    }
  }

  @Test
  void whoMayNotReadFindingsIsNotToldHowManyThereAre() {
    assertEquals(0, api.get("/overview").getJsonObject("now").getInteger("findings_open"));
    String member = console.token("looks", Set.of("stats:read", "torrents:read"));
    try (EventReader events = listen(member, "");
        EventReader all = listen(console.admin, "")) {
      for (int i = 0; i < 2; i++) {
        assertNull(events.next("overview").getValue("findings_open"));
        assertEquals(0, all.next("overview").getInteger("findings_open"));
      }
    }
    JsonObject now = console.client(member).get("/overview").getJsonObject("now");
    assertNull(now.getValue("findings_open"));
  }

  @Test
  void aTorrentIsToldOfWhenItHasChanged() {
    InfoHash hash = InfoHash.parse(HASH);
    try (EventReader events = listen(console.admin, "?torrent=" + HASH)) {
      JsonObject before = events.next("torrent");
      assertEquals(HASH, before.getString("info_hash"));
      int seeders = before.getInteger("seeders");

      console.swarms.announce(
          Announces.of(hash, seeders + 1, Event.STARTED, 0), 0, console.clock.get());

      assertEquals(seeders + 1, events.next("torrent").getInteger("seeders"));
    }
  }

  @Test
  void whoMayNotSeeAllOfItSeesNothing() {
    String half = console.token("half", Set.of("stats:read"));

    assertEquals(
        "the token needs the scope stats:read torrents:read",
        console.client(half).refused(403, "GET", "/events"));
    assertEquals(
        "no torrent is registered with info-hash " + HASH.replace('a', 'b'),
        api.refused(404, "GET", "/events?torrent=" + HASH.replace('a', 'b')));
    assertEquals(0, api.ask("HEAD", "/events", "").body().length);
  }

  @Test
  void oneUserHasSoManyAndNoMore() {
    long user = api.addUser("listener").getLong("id");
    String token = console.token("of listener", Set.of("stats:read", "torrents:read"), user, 0);
    List<EventReader> open = new ArrayList<>();
    try {
      for (int i = 0; i < EventStreams.MAX_OF_USER; i++) {
        open.add(listen(token, ""));
        open.get(i).next("overview");
      }

      assertEquals(
          "too many pages listen already: close some, or ask for /api/v1/overview instead",
          console.client(token).refused(503, "GET", "/events"));
      try (EventReader other = listen(console.admin, "")) {
        assertEquals("HTTP/1.1 200 OK", other.line());
      }
    } finally {
      open.forEach(EventReader::close);
    }
  }

  @Test
  void withoutUsersAnybodyListens() {
    try (RunningConsole open = new RunningConsole(true);
        EventReader events = new EventReader(open.server.port(), "", "?torrent=" + HASH)) {
      assertEquals(0, events.next("torrent").getInteger("seeders"));
    }
  }

  @Test
  void whenTheConsoleStopsTheyEnd() {
    RunningConsole open = new RunningConsole(true);
    try (EventReader events = new EventReader(open.server.port(), "", "")) {
      events.next("overview");
      open.close();

      assertTrue(events.hasEnded());
    }
  }
}
