package io.skep.server;

import java.util.function.LongSupplier;

/**
 * Seconds since the epoch that never run backwards: the wall clock of the start, and from there on
 * the time that has passed. A clock that is set must not make peers old or young.
 */
public final class MonotonicSeconds implements LongSupplier {
  private static final long NANOS = 1_000_000_000;

  private final long startNanos = System.nanoTime();
  private final long startSeconds = System.currentTimeMillis() / 1000;

  @Override
  public long getAsLong() {
    return startSeconds + (System.nanoTime() - startNanos) / NANOS;
  }
}
