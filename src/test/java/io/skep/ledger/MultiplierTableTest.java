package io.skep.ledger;

import static io.skep.storage.Multiplier.Subject.SITE;
import static io.skep.storage.Multiplier.Subject.TORRENT;
import static io.skep.storage.Multiplier.Subject.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.storage.Multiplier;
import io.skep.storage.StorageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultiplierTableTest {
  private static Multiplier of(
      Multiplier.Subject subject, long id, int upload, int download, long from, long until) {
    return new Multiplier(0, subject, id, upload, download, from, until, "");
  }

  private static Percents inForce(Multiplier multiplier, long after, long now) {
    return new MultiplierTable(List.of(multiplier)).inForce(1, 2, after, now);
  }

  @Test
  void bytesCountAsTheyAreWhereNothingIsSaid() {
    assertEquals(Percents.PLAIN, MultiplierTable.EMPTY.inForce(1, 2, 0, 100));
  }

  @Test
  void oneHoldsFromItsFirstSecondToTheOneBeforeItsEnd() {
    Multiplier free = of(SITE, 0, 100, 0, 50, 60);

    assertEquals(Percents.PLAIN, inForce(free, 10, 49));
    assertEquals(0, inForce(free, 10, 50).download());
    assertEquals(0, inForce(free, 58, 70).download(), "second 59 is in it");
    assertEquals(Percents.PLAIN, inForce(free, 59, 70));
    assertEquals(0, inForce(free, 52, 52).download(), "no time has passed");
    assertEquals(0, inForce(free, 59, 59).download(), "nor here, and it is the last second");
    assertEquals(Percents.PLAIN, inForce(free, 60, 60));
    assertEquals(0, inForce(free, 0, 1000).download(), "within what lies between");
  }

  @Test
  void theBestOfAllHolds() {
    MultiplierTable table =
        new MultiplierTable(
            List.of(
                of(SITE, 0, 50, 50, 0, 1000),
                of(USER, 1, 200, 80, 0, 500),
                of(TORRENT, 2, 150, 10, 300, Long.MAX_VALUE),
                of(TORRENT, 3, 1000, 0, 0, Long.MAX_VALUE)));

    assertEquals(new Percents(200, 50), table.inForce(1, 2, 100, 200));
    assertEquals(new Percents(200, 10), table.inForce(1, 2, 100, 300));
    assertEquals(new Percents(150, 10), table.inForce(1, 2, 600, 700));
    assertEquals(new Percents(50, 50), table.inForce(7, 7, 600, 700));
    assertEquals(new Percents(150, 10), table.inForce(1, 2, 2000, 2001));
  }

  @Test
  void halfBytesAreLeftOut() {
    assertEquals(1, Percents.of(3, 50));
    assertEquals(0, Percents.of(1, 99));
    assertEquals(10L << 50, Percents.of(1L << 50, 1000));
  }

  @Test
  void changesHoldAtOnce() throws StorageException {
    MemoryMultiplierStore store = new MemoryMultiplierStore();
    Multipliers multipliers = Multipliers.load(store);

    Multiplier added = multipliers.add(of(SITE, 0, 200, 100, 0, 1000));
    assertEquals(200, multipliers.inForce(1, 1, 10, 20).upload());
    assertTrue(multipliers.change(new Multiplier(added.id(), SITE, 0, 300, 100, 0, 1000, "more")));
    assertEquals(300, multipliers.inForce(1, 1, 10, 20).upload());
    assertEquals(300, Multipliers.load(store).inForce(1, 1, 10, 20).upload());
    assertTrue(multipliers.remove(added.id()));
    assertEquals(Percents.PLAIN, multipliers.inForce(1, 1, 10, 20));
    assertFalse(multipliers.remove(added.id()));
    assertFalse(multipliers.change(added));
    assertTrue(store.all().isEmpty());
  }

  @Test
  void whatCantBeMeantIsRefused() throws StorageException {
    Multipliers multipliers = Multipliers.load(new MemoryMultiplierStore());

    for (Multiplier wrong :
        List.of(
            of(SITE, 0, 1001, 100, 0, 10),
            of(SITE, 0, 100, -1, 0, 10),
            of(SITE, 0, 100, 100, 10, 10),
            of(SITE, 3, 100, 100, 0, 10),
            of(USER, 0, 100, 100, 0, 10))) {
      assertThrows(IllegalArgumentException.class, () -> multipliers.add(wrong), wrong::toString);
    }
    assertTrue(multipliers.all().isEmpty());
  }
}
