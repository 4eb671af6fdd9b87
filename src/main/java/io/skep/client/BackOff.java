package io.skep.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave somebody alone who failed: twice as long after each failure, and a quarter more
 * or less by chance, so that those who failed together don't all come back at once.
 *
 * @param first the wait after the first failure
 * @param longest the longest wait, before chance
 */
record BackOff(Duration first, Duration longest) {
  /** Doubled so often, any wait is the longest. */
  private static final int MOST_DOUBLINGS = 20;

  /** The wait after so many failures in a row, at least 1. */
  Duration after(int failures, RandomGenerator random) {
    int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    Duration doubled = first.multipliedBy(1L << doublings);
    Duration wait = doubled.compareTo(longest) < 0 ? doubled : longest;
    long quarter = Math.max(1, wait.toNanos() / 4);
    return wait.minusNanos(quarter).plusNanos(random.nextLong(2 * quarter));
  }
}
