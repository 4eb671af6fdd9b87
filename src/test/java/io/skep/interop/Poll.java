package io.skep.interop;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what cannot tell that it has happened. */
final class Poll {
  /** Longer than anything here takes on a busy machine. */
  static final Duration DEADLINE = Duration.ofSeconds(90);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private Poll() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @throws AssertionError with what {@code failure} says, once {@link #DEADLINE} has passed
   */
  static void until(BooleanSupplier condition, Supplier<String> failure) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > DEADLINE.toNanos()) {
        throw new AssertionError(failure.get());
      }
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting: " + failure.get(), e);
      }
    }
  }
}
