package io.skep.ledger;

/**
 * What the writer has done since the start, and whether it is at it.
 *
 * <p>Not safe for use by several threads: the queue's lock guards it. Times are nanoseconds.
 */
final class WriterCounts {
  private long commits;
  private long rows;
  private long failures;
  private long rejected;
  private long lastCommit;
  private long began;
  private boolean committing;

  /** No transaction has begun since {@code before}. */
  WriterCounts(long before) {
    this.began = before;
  }

  /** When a transaction has begun last. */
  long began() {
    return began;
  }

  void begin(long now) {
    committing = true;
    began = now;
  }

  /** True if a transaction that has no end yet began so long ago. */
  boolean isCommittingFor(long nanos, long now) {
    return committing && now - began > nanos;
  }

  void committed(int committedRows, long now) {
    end(now);
    commits++;
    rows += committedRows;
  }

  void failed(long now) {
    end(now);
    failures++;
  }

  void rejected() {
    rejected++;
  }

  private void end(long now) {
    committing = false;
    lastCommit = now - began;
  }

  LedgerWriter.Status status(
      int queued, int bound, int noted, int waiting, long oldestSeconds, boolean storageUp) {
    return new LedgerWriter.Status(
        queued,
        bound,
        noted,
        waiting,
        oldestSeconds,
        storageUp,
        commits,
        rows,
        failures,
        rejected,
        lastCommit / 1e9);
  }
}
