package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OverviewTest {
  private static final String HASH = "00000000000000000000000000000000000000aa";
  private static PrivateConsole console;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    console = new PrivateConsole();
    api = new ApiClient(console.server.port(), console.admin);
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @Test
  void itTellsHowThingsAreNow() {
    api.addTorrent(HASH, "one");
    long time = console.clock.addAndGet(60);

    JsonObject now = api.get("/overview").getJsonObject("now");

    assertEquals(Times.text(time), now.getString("at"));
    assertEquals(1, now.getInteger("torrents"));
    assertEquals(0, now.getInteger("findings_open"));
    assertTrue(now.getJsonObject("memory").getLong("heap_max") > 0);
    assertTrue(
        now.getJsonArray("tables").stream()
            .anyMatch(table -> ((JsonObject) table).getString("name").equals("console.listeners")));
  }

  @Test
  void everyColumnIsAsLongAsTheTimes() {
    JsonObject series = api.get("/overview?span=5m").getJsonObject("series");

    assertEquals(1, series.getInteger("step_seconds"));
    int rows = series.getJsonArray("at").size();
    for (String name : series.fieldNames()) {
      if (!name.equals("step_seconds")) {
        assertEquals(rows, series.getJsonArray(name).size(), name);
      }
    }
    assertEquals(
        240, api.get("/overview?span=24h").getJsonObject("series").getInteger("step_seconds"));
    assertEquals(
        "span must be one of 5m, 1h, 6h, 24h", api.refused(400, "GET", "/overview?span=2h"));
  }

  @Test
  void withTheDatabaseAwayItGoesOn() {
    console.clock.addAndGet(60);
    console.away.set(true);
    try {
      assertNull(api.get("/overview").getJsonObject("now").getValue("findings_open"));
    } finally {
      console.away.set(false);
    }
  }

  @Test
  void itNeedsTheScopeForStatistics() {
    String blind = console.token("blind", Set.of("users:read"));
    assertEquals(
        "the token needs the scope stats:read",
        new ApiClient(console.server.port(), blind).refused(403, "GET", "/overview"));
  }
}
