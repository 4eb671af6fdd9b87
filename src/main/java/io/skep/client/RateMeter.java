package io.skep.client;

/**
 * How many bytes a second went by, averaged over the last seconds.
 *
 * <p>Somebody calls {@link #tick} about each second; the rate is that of the ticks that the window
 * holds.
 */
final class RateMeter {
  private static final int WINDOW = 5;

  private final long[] bytes = new long[WINDOW];
  private final long[] nanos = new long[WINDOW];
  private int next;
  private long current;
  private long lastTick;
  private long total;
  private double rate;

  RateMeter(long nowNanos) {
    lastTick = nowNanos;
  }

  /** Counts bytes that went by. */
  void add(long count) {
    current += count;
    total += count;
  }

  /** Ends a slice of time, and works out the rate anew. */
  void tick(long nowNanos) {
    if (nowNanos == lastTick) {
      return;
    }
    bytes[next] = current;
    nanos[next] = nowNanos - lastTick;
    next = (next + 1) % WINDOW;
    current = 0;
    lastTick = nowNanos;
    long sum = 0;
    long time = 0;
    for (int i = 0; i < WINDOW; i++) {
      sum += bytes[i];
      time += nanos[i];
    }
    rate = sum * 1e9 / time;
  }

  /** Bytes a second, as of the last tick. */
  double rate() {
    return rate;
  }

  /** All bytes that ever went by. */
  long total() {
    return total;
  }
}
