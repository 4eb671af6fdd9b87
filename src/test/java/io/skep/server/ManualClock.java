package io.skep.server;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that goes on only when a test says so. */
final class ManualClock implements LongSupplier {
  private final AtomicLong seconds = new AtomicLong(1_800_000_000);

  @Override
  public long getAsLong() {
    return seconds.get();
  }

  void advance(long passed) {
    seconds.addAndGet(passed);
  }
}
