package io.skep.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SlotsTest {
  private final Slots slots = new Slots(300);

  private int take(int source) {
    int slot = slots.take();
    slots.source[slot] = source;
    return slot;
  }

  @Test
  void anIdFindsItsSlot() {
    for (int i = 0; i < 300; i++) {
      int slot = take(7);
      assertEquals(slot, slots.find(slots.transactionId(slot), 7));
    }
    assertFalse(slots.hasRoom());
    assertEquals(300, slots.waiting());
  }

  @Test
  void theIdOfAnotherSourceIsUnknown() {
    int slot = take(7);
    assertEquals(Slots.UNKNOWN, slots.find(slots.transactionId(slot), 8));
  }

  @Test
  void anIdThatIsOffByOneIsUnknown() {
    for (int i = 0; i < 300; i++) {
      take(7);
    }
    int found = 0;
    for (int slot = 0; slot < 300; slot++) {
      found += slots.find(slots.transactionId(slot) + 1, 7) == Slots.UNKNOWN ? 0 : 1;
      found += slots.find(slots.transactionId(slot) ^ 1, 7) == Slots.UNKNOWN ? 0 : 1;
    }
    assertEquals(0, found);
  }

  @Test
  void anAnswerToWhatWasGivenUpIsLate() {
    int slot = take(7);
    int id = slots.transactionId(slot);
    slots.release(slot);
    assertEquals(Slots.LATE, slots.find(id, 7));
    assertEquals(slot, take(7));
    assertEquals(Slots.LATE, slots.find(id, 7));
    assertTrue(slots.transactionId(slot) != id);
  }

  @Test
  void generationsGoRound() {
    for (int i = 0; i < 70_000; i++) {
      int slot = take(7);
      assertEquals(slot, slots.find(slots.transactionId(slot), 7));
      slots.release(slot);
    }
    assertEquals(0, slots.waiting());
  }
}
