package io.skep.ledger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/**
 * Whether the database is away, with one line in the log when it goes and one when it is back.
 *
 * <p>Safe for use by several threads.
 */
final class StorageOutage {
  private static final Logger LOGGER = System.getLogger(StorageOutage.class.getName());

  private volatile boolean away;
  private long since;

  boolean isAway() {
    return away;
  }

  /** It was found to be away, for this reason; {@code now} in nanoseconds. */
  synchronized void begin(String reason, long now) {
    if (!away) {
      away = true;
      since = now;
      LOGGER.log(
          Level.WARNING,
          "The books can''t be written to the database, the tracker goes on from memory: {0}",
          reason);
    }
  }

  /** It has taken a transaction, and so many rows had gathered. */
  synchronized void end(long now, long queued) {
    if (away) {
      away = false;
      LOGGER.log(
          Level.INFO,
          "The database is back after {0} s; {1} rows of the books were kept for it",
          TimeUnit.NANOSECONDS.toSeconds(now - since),
          queued);
    }
  }
}
