package io.skep.registry;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which visits were written down in this hour, so that it needn't be looked up for each announce:
 * that reads half a dozen lines of memory where this reads one.
 *
 * <p>A word for a visit, in a table where the client's hash is the place and the latest one stays.
 * Of what was forgotten here it is only not known that it was written down. Of what was not written
 * down the contrary is said where 48 bits of two hashes are the same by chance, of which the
 * passkey's is one that nobody else knows.
 *
 * <p>Safe for use by several threads.
 */
final class NotedVisits {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long HOUR = 3600;
  private static final int BITS_OF_HOUR = 16;
  private static final long HOURS = (1L << BITS_OF_HOUR) - 1;

  private final AtomicLongArray words;

  /**
   * None yet.
   *
   * @param bound how many are remembered at most, a power of two
   */
  NotedVisits(int bound) {
    words = new AtomicLongArray(bound);
  }

  /**
   * True if this was noted in this hour and is the client's last.
   *
   * @param client the client's hash
   * @param now seconds
   */
  boolean contains(int client, String passkey, long now) {
    return words.get(place(client)) == word(client, passkey, now);
  }

  /** Takes note of a visit that has been written down. */
  void add(int client, String passkey, long now) {
    words.set(place(client), word(client, passkey, now));
  }

  private int place(int client) {
    return (int) ((client * GOLDEN) >>> Integer.SIZE) & (words.length() - 1);
  }

  private static long word(int client, String passkey, long now) {
    long both = ((long) client << Integer.SIZE) | (passkey.hashCode() & 0xFFFF_FFFFL);
    // Hours from 1 on, for 0 is what nothing is.
    long hour = now / HOUR % HOURS + 1;
    return ((both * GOLDEN) & ~HOURS) | hour;
  }
}
