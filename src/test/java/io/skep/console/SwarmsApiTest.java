package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.console.RunningConsole.Bytes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwarmsApiTest {
  private static final RunningConsole CONSOLE = new RunningConsole(true);
  private static final ConsoleClient CLIENT = CONSOLE.client();
  private static final int SWARMS = 40;
  private static final InfoHash SHOWN = infoHash(0xFFFF);
  private static final Bytes LEECHER = new Bytes(0, 0, 1);
  private static final Bytes SEEDER = new Bytes(0, 0, 0);

  private static InfoHash infoHash(int number) {
    return InfoHash.parse(String.format(Locale.ROOT, "%08x", number * 0x9E3779B1).repeat(5));
  }

  /** Many are alike in each count, so that the order among those matters. */
  @BeforeAll
  static void fill() {
    Random random = new Random(7);
    for (int i = 0; i < SWARMS; i++) {
      CONSOLE.clock.set(RunningConsole.START + random.nextInt(4));
      for (int peer = 0; peer <= random.nextInt(4); peer++) {
        CONSOLE.announce(infoHash(i), peer, "-TR3000-", Event.STARTED, LEECHER);
        if (random.nextBoolean()) {
          CONSOLE.announce(infoHash(i), peer, "-TR3000-", Event.COMPLETED, SEEDER);
        }
      }
    }
    CONSOLE.clock.set(RunningConsole.START);
    CONSOLE.announce(SHOWN, 1, "-qB4650-", Event.STARTED, new Bytes(0, 0, 700));
    CONSOLE.clock.set(RunningConsole.START + 60);
    CONSOLE.announce(SHOWN, 1, "-qB4650-", Event.NONE, new Bytes(150, 600, 100));
    CONSOLE.announce(SHOWN, 2, "-LT2080-", Event.STARTED, new Bytes(9L << 40, 0, 0));
    CONSOLE.announce(SHOWN, 3, "<script>\n", Event.PAUSED, new Bytes(0, 0, 5));
    CONSOLE.announce(SHOWN, 4, "-TR4050-", Event.STARTED, new Bytes(0, 0, Long.MAX_VALUE));
  }

  @AfterAll
  static void stop() {
    CONSOLE.close();
  }

  private static List<JsonObject> list(String query) throws Exception {
    return objects(CLIENT.json("/api/v1/swarms" + query).getJsonArray("swarms"));
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void theListTellsHowLongItIs() throws Exception {
    JsonObject first = CLIENT.json("/api/v1/swarms");

    assertEquals(SWARMS + 1, first.getInteger("total"));
    assertEquals(0, first.getInteger("offset"));
    assertEquals(50, first.getInteger("limit"));
    assertEquals(SWARMS + 1, first.getJsonArray("swarms").size());
  }

  @Test
  void aSwarmInTheListHasItsCounts() throws Exception {
    JsonObject shown =
        list("").stream()
            .filter(swarm -> swarm.getString("info_hash").equals(SHOWN.toString()))
            .findFirst()
            .orElseThrow();

    assertEquals(
        new JsonObject()
            .put("info_hash", SHOWN.toString())
            .put("seeders", 1)
            .put("leechers", 3)
            .put("downloaders", 2)
            .put("completed", 0)
            .put("last_announce", "2027-01-15T08:01:00Z"),
        shown);
  }

  @Test
  void theListIsFilteredByWhetherThereIsASeeder() throws Exception {
    List<JsonObject> all = list("?limit=1000");
    List<JsonObject> seeded = list("?limit=1000&seeded=true");
    List<JsonObject> abandoned = list("?limit=1000&seeded=false");

    assertTrue(seeded.stream().allMatch(swarm -> swarm.getInteger("seeders") > 0));
    assertTrue(abandoned.stream().allMatch(swarm -> swarm.getInteger("seeders") == 0));
    assertFalse(seeded.isEmpty() || abandoned.isEmpty(), "there are both");
    assertEquals(all.size(), seeded.size() + abandoned.size());
  }

  private static Comparator<JsonObject> order(String name) {
    return switch (name) {
      case "peers" ->
          Comparator.comparingInt(s -> s.getInteger("seeders") + s.getInteger("leechers"));
      case "last_announce", "info_hash" -> Comparator.comparing(s -> s.getString(name));
      default -> Comparator.comparingInt(s -> s.getInteger(name));
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"peers", "seeders", "leechers", "completed", "last_announce", "info_hash"})
  void theListIsSortedBothWays(String name) throws Exception {
    List<JsonObject> up = list("?sort=" + name);
    List<JsonObject> down = list("?sort=-" + name);

    // Where two are alike the info-hash decides, or a swarm could be on two pages.
    assertEquals(up.stream().sorted(order(name).thenComparing(order("info_hash"))).toList(), up);
    assertEquals(
        down.stream().sorted(order(name).reversed().thenComparing(order("info_hash"))).toList(),
        down);
    assertTrue(order(name).compare(up.get(0), up.get(SWARMS)) < 0, "they are not all alike");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"peers", "-peers", "seeders", "-completed", "-last_announce", "-info_hash"})
  void thePagesMakeTheList(String sort) throws Exception {
    List<JsonObject> pages = new ArrayList<>();
    for (int offset = 0; offset <= SWARMS; offset += 6) {
      List<JsonObject> page = list("?limit=6&offset=" + offset + "&sort=" + sort);
      assertEquals(Math.min(6, SWARMS + 1 - offset), page.size());
      pages.addAll(page);
    }

    assertEquals(list("?limit=1000&sort=" + sort), pages);
    Set<String> distinct =
        pages.stream().map(swarm -> swarm.getString("info_hash")).collect(Collectors.toSet());
    assertEquals(SWARMS + 1, distinct.size());
    assertEquals(List.of(), list("?offset=1000&sort=" + sort), "beyond the end there is nothing");
  }

  @Test
  void theLargestComeFirstWhereNobodySaysOtherwise() throws Exception {
    assertEquals(list("?sort=-peers"), list(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/swarms?limit=0 | limit must be a whole number from 1 to 1000",
        "/api/v1/swarms?limit=1001 | limit must be a whole number from 1 to 1000",
        "/api/v1/swarms?limit=ten | limit must be a whole number from 1 to 1000",
        "/api/v1/swarms?limit= | limit must be a whole number from 1 to 1000",
        "/api/v1/swarms?offset=-1 | offset must be a whole number from 0 to 10000000",
        "/api/v1/swarms?offset=99999999999 | offset must be a whole number from 0 to 10000000",
        "/api/v1/swarms?sort=size | sort must be one of peers, seeders, leechers, completed,"
            + " last_announce, info_hash, with - before it for the largest first",
        "/api/v1/swarms?sort=--peers | sort must be one of peers, seeders, leechers, completed,"
            + " last_announce, info_hash, with - before it for the largest first",
        "/api/v1/swarms/abc | hash must be 40 hexadecimal digits",
        "/api/v1/swarms/gggggggggggggggggggggggggggggggggggggggg | hash must be 40 hexadecimal"
            + " digits",
        "/api/v1/swarms?limit=1&limit=2 | limit must stand only once",
        "/api/v1/swarms?limt=1 | there is no parameter 'limt' here",
        "/api/v1/swarms/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?limit=0 | limit must be a whole"
            + " number from 1 to 1000",
      })
  void aBadParameterIsAProblem(String path, String detail) throws Exception {
    HttpResponse<String> response = CLIENT.get(path);

    assertEquals(400, response.statusCode());
    assertEquals(
        "application/problem+json", response.headers().firstValue("content-type").orElse(""));
    assertEquals(
        new JsonObject()
            .put("type", "about:blank")
            .put("title", "Bad parameter")
            .put("status", 400)
            .put("detail", detail),
        new JsonObject(response.body()));
  }

  @Test
  void aSwarmThatNobodyAnnouncedIsNotThere() throws Exception {
    HttpResponse<String> response = CLIENT.get("/api/v1/swarms/" + "12".repeat(20));

    assertEquals(404, response.statusCode());
    assertEquals(
        "application/problem+json", response.headers().firstValue("content-type").orElse(""));
  }

  private static JsonObject peer(String address) throws Exception {
    return objects(CLIENT.json("/api/v1/swarms/" + SHOWN).getJsonArray("peers")).stream()
        .filter(peer -> peer.getString("address").equals(address))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPeerIsShownWithWhatItGaveAndTook() throws Exception {
    assertEquals(
        new JsonObject()
            .put("address", "10.0.0.1")
            .put("port", 6881)
            .put("role", "leecher")
            .put("last_seen", "2027-01-15T08:01:00Z")
            .put("client", "qBittorrent 4.6.5")
            .put("peer_id", "2d7142343635302d" + "78".repeat(12))
            .put("uploaded", 150)
            .put("downloaded", 600)
            .put("left", 100)
            .put("ratio", 0.25)
            .put("first_seen", "2027-01-15T08:00:00Z"),
        peer("10.0.0.1"));
  }

  @Test
  void whatHasNoFigureIsNull() throws Exception {
    JsonObject seeder = peer("10.0.0.2");
    assertEquals("seeder", seeder.getString("role"));
    assertEquals(9L << 40, seeder.getLong("uploaded"));
    assertNull(seeder.getValue("ratio"), "nothing was downloaded");
    assertTrue(seeder.containsKey("ratio"));

    JsonObject magnet = peer("10.0.0.4");
    assertNull(magnet.getValue("left"), "it does not know the size yet");
    assertTrue(magnet.containsKey("left"));
  }

  @Test
  void whatAClientCallsItselfIsHarmless() throws Exception {
    JsonObject odd = peer("10.0.0.3");

    assertEquals("unknown", odd.getString("client"));
    assertFalse(CLIENT.get("/api/v1/swarms/" + SHOWN).body().contains("<script"));
  }

  @Test
  void theHashMayBeInUpperCase() throws Exception {
    assertEquals(
        CLIENT.json("/api/v1/swarms/" + SHOWN),
        CLIENT.json("/api/v1/swarms/" + SHOWN.toString().toUpperCase(Locale.ROOT)));
  }

  @Test
  void thePagesOfPeersMakeTheSwarm() throws Exception {
    JsonObject swarm = CLIENT.json("/api/v1/swarms/" + SHOWN);
    assertEquals(1, swarm.getInteger("seeders"));
    assertEquals(3, swarm.getInteger("leechers"));
    assertEquals(4, swarm.getJsonArray("peers").size());

    List<JsonObject> pages = new ArrayList<>();
    for (int offset = 0; offset < 4; offset += 3) {
      String query = "?limit=3&offset=" + offset;
      pages.addAll(objects(CLIENT.json("/api/v1/swarms/" + SHOWN + query).getJsonArray("peers")));
    }
    assertEquals(objects(swarm.getJsonArray("peers")), pages);
    assertEquals(4, new HashSet<>(pages).size());
  }

  @Test
  void withoutAccountingThereIsOnlyWhoIsThere() throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.announce(SHOWN, 1, "-qB4650-", Event.STARTED, LEECHER);

      JsonObject swarm = console.client().json("/api/v1/swarms/" + SHOWN);
      assertEquals(
          Set.of("address", "port", "role", "last_seen"),
          swarm.getJsonArray("peers").getJsonObject(0).fieldNames());
    }
  }
}
