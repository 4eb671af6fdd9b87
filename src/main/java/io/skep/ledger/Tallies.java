package io.skep.ledger;

import java.util.concurrent.atomic.LongAdder;

/** What became of announces, counted. */
final class Tallies {
  final LongAdder sessions = new LongAdder();
  final LongAdder credited = new LongAdder();
  final LongAdder late = new LongAdder();
  final LongAdder begunAgain = new LongAdder();
  final LongAdder withheld = new LongAdder();
  final LongAdder unwritten = new LongAdder();
  final LongAdder crowded = new LongAdder();

  /** What was counted, and how much is in memory. */
  LedgerCounts counts(long users, long torrents) {
    return new LedgerCounts(
        users,
        torrents,
        sessions.sum(),
        credited.sum(),
        late.sum(),
        begunAgain.sum(),
        withheld.sum(),
        unwritten.sum(),
        crowded.sum());
  }
}
