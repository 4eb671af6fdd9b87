package io.skep.client;

import java.time.Duration;

/** The time and the timers of one event loop; a test has its own and need not wait. */
interface Timers {
  /** The time in nanoseconds from some fixed moment. */
  long nanoTime();

  /** Does this once, on the event loop, when the delay is over and never before this returns. */
  long set(Duration delay, Runnable action);

  /** Forgets what {@link #set} was told, unless it is done already. */
  void cancel(long timer);
}
