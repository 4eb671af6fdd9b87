package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionTest {
  @Test
  void aPageIsWhatASortedListHasThere() {
    Random random = new Random(7);
    List<Integer> all = random.ints(1000, 0, 300).boxed().toList();
    List<Integer> sorted = all.stream().sorted().toList();
    for (int offset : new int[] {0, 1, 49, 100, 500, 990, 1000, 5000}) {
      for (int limit : new int[] {1, 10, 100, 1000}) {
        assertEquals(
            sorted.stream().skip(offset).limit(limit).toList(),
            Selection.part(all, Comparator.naturalOrder(), offset, limit),
            offset + " " + limit);
      }
    }
  }

  @Test
  void anEmptyListHasEmptyPages() {
    assertEquals(List.of(), Selection.part(List.<Integer>of(), Comparator.naturalOrder(), 0, 50));
  }

  @Test
  void ofAHundredThousandFewAreCompared() {
    List<Integer> all = IntStream.range(0, 100_000).boxed().toList();
    long[] comparisons = {0};
    Comparator<Integer> counting =
        (a, b) -> {
          comparisons[0]++;
          return b - a;
        };

    assertEquals(99_999, Selection.part(all, counting, 0, 50).get(0));
    // Rising, which is the worst that can be: each is better than all before it.
    assertEquals(true, comparisons[0] < 1_500_000, comparisons[0] + " comparisons");
    comparisons[0] = 0;
    Selection.part(all, counting.reversed(), 0, 50);
    assertEquals(true, comparisons[0] < 110_000, comparisons[0] + " comparisons");
  }
}
