package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NotedVisitsTest {
  private static final long NOW = 1_800_000_000L;
  private static final long HOUR = 3600;

  @Test
  void knowsTheLastOneOfAClient() {
    NotedVisits visits = new NotedVisits(64);
    assertFalse(visits.contains(7, "a", NOW));
    visits.add(7, "a", NOW);
    assertTrue(visits.contains(7, "a", NOW));
    assertFalse(visits.contains(7, "b", NOW));
    visits.add(7, "b", NOW);
    assertTrue(visits.contains(7, "b", NOW));
    assertFalse(visits.contains(7, "a", NOW));
  }

  @Test
  void knowsItForTheHour() {
    NotedVisits visits = new NotedVisits(64);
    long hour = NOW / HOUR * HOUR;
    visits.add(7, "a", hour);
    assertTrue(visits.contains(7, "a", hour + HOUR - 1));
    assertFalse(visits.contains(7, "a", hour + HOUR));
    assertFalse(visits.contains(7, "a", hour - 1));
  }

  @Test
  void nothingIsKnownAtFirst() {
    NotedVisits visits = new NotedVisits(1);
    for (long hours = 0; hours < 70_000; hours++) {
      assertFalse(visits.contains(0, "", hours * HOUR));
    }
  }

  @Test
  void holdsAsManyAsItMayAndTakesNoneForAnother() {
    NotedVisits visits = new NotedVisits(1024);
    Random random = new Random(1);
    int[] clients = random.ints(10_000).distinct().toArray();
    for (int client : clients) {
      assertFalse(visits.contains(client, "passkey", NOW));
      visits.add(client, "passkey", NOW);
      assertTrue(visits.contains(client, "passkey", NOW));
    }
    int known = 0;
    for (int client : clients) {
      known += visits.contains(client, "passkey", NOW) ? 1 : 0;
    }
    assertEquals(1024, known, 1);
  }
}
