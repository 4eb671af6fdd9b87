package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BodyRoomTest {
  private final BodyRoom room = new BodyRoom(100);

  @Test
  void bodiesTogetherKeepToTheBound() {
    assertTrue(room.take(60));
    assertTrue(room.take(40));
    assertFalse(room.take(1));
    room.give(40);
    assertFalse(room.take(41));
    assertTrue(room.take(40));
  }

  @Test
  void oneAloneHasRoom() {
    assertTrue(room.take(200));
    assertFalse(room.take(1));
    room.give(200);
    assertTrue(room.take(1));
  }
}
