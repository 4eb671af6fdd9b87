package io.skep.bittorrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The nouns that are keys of tables are equal where each of their words is. */
class EqualityTest {
  private static final long HIGH = 0x0123456789abcdefL;
  private static final long MIDDLE = 0xfedcba9876543210L;
  private static final int LOW = 0x1337;

  @Test
  void eachWordOfAnInfoHashCounts() {
    assertAlike(new InfoHash(HIGH, MIDDLE, LOW), new InfoHash(HIGH, MIDDLE, LOW));
    assertOther(
        new InfoHash(HIGH, MIDDLE, LOW),
        List.of(
            new InfoHash(HIGH + 1, MIDDLE, LOW),
            new InfoHash(HIGH, MIDDLE + 1, LOW),
            new InfoHash(HIGH, MIDDLE, LOW + 1)));
  }

  @Test
  void eachWordOfAPeerIdCounts() {
    assertAlike(new PeerId(HIGH, MIDDLE, LOW), new PeerId(HIGH, MIDDLE, LOW));
    assertOther(
        new PeerId(HIGH, MIDDLE, LOW),
        List.of(
            new PeerId(HIGH + 1, MIDDLE, LOW),
            new PeerId(HIGH, MIDDLE + 1, LOW),
            new PeerId(HIGH, MIDDLE, LOW + 1)));
  }

  @Test
  void eachWordOfAnAddressCounts() {
    assertAlike(new PeerAddress(HIGH, MIDDLE, LOW), new PeerAddress(HIGH, MIDDLE, LOW));
    assertOther(
        new PeerAddress(HIGH, MIDDLE, LOW),
        List.of(
            new PeerAddress(HIGH + 1, MIDDLE, LOW),
            new PeerAddress(HIGH, MIDDLE + 1, LOW),
            new PeerAddress(HIGH, MIDDLE, LOW + 1)));
  }

  @Test
  void anInfoHashIsNoPeerId() {
    assertNotEquals(new InfoHash(HIGH, MIDDLE, LOW), (Object) new PeerId(HIGH, MIDDLE, LOW));
  }

  private static void assertAlike(Object one, Object same) {
    assertEquals(one, same);
    assertEquals(one.hashCode(), same.hashCode());
  }

  private static void assertOther(Object one, List<?> others) {
    for (Object other : others) {
      assertNotEquals(one, other);
      assertNotEquals(one.hashCode(), other.hashCode());
    }
  }
}
