package io.skep.swarm;

import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps the sums over all swarms.
 *
 * <p>Each change of a swarm adds what it changed, under that swarm's monitor, from the sizes before
 * and after; so the sums are those of the swarms whenever none is being changed.
 */
final class TotalsCounter {
  private final LongAdder torrents = new LongAdder();
  private final LongAdder seeders = new LongAdder();
  private final LongAdder leechers = new LongAdder();
  private final LongAdder completed = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final LongAdder refused = new LongAdder();

  void changed(int seedersBefore, int othersBefore, int seedersAfter, int othersAfter) {
    add(seeders, seedersAfter - seedersBefore);
    add(leechers, othersAfter - othersBefore);
    boolean wasEmpty = seedersBefore + othersBefore == 0;
    boolean isEmpty = seedersAfter + othersAfter == 0;
    add(torrents, (wasEmpty ? 1 : 0) - (isEmpty ? 1 : 0));
  }

  void completed(int count) {
    add(completed, count);
  }

  void expired(int count) {
    add(expired, count);
  }

  void refused() {
    refused.increment();
  }

  private static void add(LongAdder sum, int change) {
    if (change != 0) {
      sum.add(change);
    }
  }

  Totals totals() {
    return new Totals(
        torrents.sum(),
        seeders.sum(),
        leechers.sum(),
        completed.sum(),
        expired.sum(),
        refused.sum());
  }
}
