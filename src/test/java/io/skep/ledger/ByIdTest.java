package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Things by their ids. */
class ByIdTest {
  private final ById<String> things = new ById<>();

  @Test
  void whatIsMadeStaysAndOthersAreNotThere() {
    Map<Long, String> expected = new TreeMap<>();
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      long id = 1 + (long) Math.exp(random.nextDouble() * Math.log(5_000_000));
      String known = things.get(id);
      assertEquals(expected.get(id), known);
      String made = things.get(id, Long::toString);
      assertEquals(Long.toString(id), made);
      assertSame(known == null ? made : known, made);
      expected.put(id, made);
      assertEquals(expected.size(), things.size());
    }
    assertNull(things.get(5_000_001));
    assertNull(things.get(Long.MAX_VALUE));
    List<String> all = new ArrayList<>();
    things.forEach(all::add);
    assertEquals(List.copyOf(expected.values()), all);
  }

  @Test
  void anIdBeyondTheBoundIsRefused() {
    for (long id : new long[] {-1, ById.MAX_ID, Long.MAX_VALUE}) {
      assertThrows(IndexOutOfBoundsException.class, () -> things.get(id, Long::toString));
    }
  }

  @Test
  void severalThreadsMakeEachOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(4);
    List<List<String>> seen = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<String> mine = new ArrayList<>();
      seen.add(mine);
      Thread thread =
          new Thread(
              () -> {
                begun.countDown();
                for (long id = 1; id <= 20_000; id++) {
                  mine.add(things.get(id, Long::toString));
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(20_000, things.size());
    for (int i = 0; i < 20_000; i++) {
      for (List<String> mine : seen) {
        assertSame(seen.get(0).get(i), mine.get(i));
      }
    }
  }
}
