package io.skep.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The entries of a page in their order, without sorting all that there are. */
final class Selection {
  // From here on a sort costs less than to keep so many of the best at hand.
  private static final int SHARE_SORTED = 8;

  private Selection() {}

  /** What a sorted list has from {@code offset} on, at most {@code limit} entries. */
  static <T> List<T> part(List<T> all, Comparator<? super T> order, int offset, int limit) {
    long wanted = (long) offset + limit;
    if (wanted > all.size() / SHARE_SORTED) {
      return all.stream().sorted(order).skip(offset).limit(limit).toList();
    }
    PriorityQueue<T> best = new PriorityQueue<>((int) wanted, order.reversed());
    for (T one : all) {
      T worst = best.peek();
      if (worst == null || best.size() < wanted) {
        best.add(one);
      } else if (order.compare(one, worst) < 0) {
        best.poll();
        best.add(one);
      }
    }
    List<T> sorted = new ArrayList<>(best);
    sorted.sort(order);
    return List.copyOf(sorted.subList(Math.min(offset, sorted.size()), sorted.size()));
  }
}
