package io.skep.ledger;

/**
 * How the ledger's entries are gathered into transactions.
 *
 * @param maxQueued how many rows may wait for the database, at least 1; a row is a baseline, a line
 *     of the history or a standing
 * @param flushMillis how long an entry that nobody waits for may wait for others, in milliseconds
 * @param gatherMillis how long it may where many wait or come, so that of a client that announces
 *     again meanwhile one row is written and not two; at least {@code flushMillis}
 * @param groupMillis how long one that somebody waits for may, 0 to 100
 * @param stopTimeoutMillis after how long who waits is told to try again; the entry waits on
 */
public record LedgerWriterOptions(
    int maxQueued, int flushMillis, int gatherMillis, int groupMillis, int stopTimeoutMillis) {
  /** Enough for some 100,000 clients while the database is away for an hour. */
  public static final LedgerWriterOptions DEFAULT =
      new LedgerWriterOptions(500_000, 1_000, 30_000, 20, 5_000);

  /** Refuses what can't work. */
  public LedgerWriterOptions {
    if (maxQueued < 1) {
      throw new IllegalArgumentException("room for 1 row at least, not " + maxQueued);
    }
    if (groupMillis < 0 || groupMillis > 100) {
      throw new IllegalArgumentException(
          "who waits can be kept waiting for 0 to 100 ms, not " + groupMillis);
    }
    if (flushMillis < groupMillis || stopTimeoutMillis < 1) {
      throw new IllegalArgumentException(
          "the flush takes " + groupMillis + " ms at least, and a wait 1 ms");
    }
    if (gatherMillis < flushMillis) {
      throw new IllegalArgumentException(
          "where many wait, they wait for " + flushMillis + " ms at least, not " + gatherMillis);
    }
  }
}
