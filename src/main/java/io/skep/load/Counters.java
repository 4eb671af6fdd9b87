package io.skep.load;

/**
 * What a peer says that it has moved: a pure function of time, so that it only ever grows.
 *
 * <p>Leechers take at one steady rate, seeders give at the same: so where there is one leecher for
 * each seeder, the books of a tracker balance. A peer that has just started has moved nothing.
 */
final class Counters {
  private static final long BYTES_PER_SECOND = 16 * 1024;
  private static final long CONTENT = 1L << 40;
  private static final long NANOS = 1_000_000_000L;

  private final long begun;

  /** Counters that begin at this time, in nanoseconds of {@link System#nanoTime}. */
  Counters(long begun) {
    this.begun = begun;
  }

  private long moved(long now) {
    return Math.max(0, now - begun) / NANOS * BYTES_PER_SECOND;
  }

  long uploaded(boolean isSeeder, boolean starts, long now) {
    return isSeeder && !starts ? moved(now) : 0;
  }

  long downloaded(boolean isSeeder, boolean starts, long now) {
    return isSeeder || starts ? 0 : moved(now);
  }

  long left(boolean isSeeder, boolean starts, long now) {
    return isSeeder ? 0 : Math.max(1, CONTENT - downloaded(false, starts, now));
  }
}
