package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TorrentAccountTest {
  private final TorrentAccount books = new TorrentAccount();

  @Test
  void aUserIsNoOther() {
    books.noteLeecher(1, 100);
    books.noteLeecher(1, 200);

    assertEquals(0, books.lastLeecherBesides(1));
    assertEquals(200, books.lastLeecherBesides(2));
    books.noteLeecher(2, 300);
    assertEquals(300, books.lastLeecherBesides(1));
    assertEquals(200, books.lastLeecherBesides(2));
  }

  @Test
  void twoAreEnoughToKnowTheLastOfAllOthers() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      TorrentAccount some = new TorrentAccount();
      Map<Long, Long> last = new HashMap<>();
      long now = 1000;
      for (int i = 0; i < 50; i++) {
        now += random.nextInt(3);
        long user = 1L + random.nextInt(4);
        some.noteLeecher(user, now);
        last.put(user, now);
        for (long asked = 1; asked <= 5; asked++) {
          long own = asked;
          long expected =
              last.entrySet().stream()
                  .filter(entry -> entry.getKey() != own)
                  .mapToLong(Map.Entry::getValue)
                  .max()
                  .orElse(0);
          assertEquals(expected, some.lastLeecherBesides(asked), "seed " + seed);
        }
      }
    }
  }
}
