package io.skep.registry;

import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A time in seconds, as Bucket4j reads it.
 *
 * @param seconds the time, from whenever it is counted
 */
public record SecondsMeter(LongSupplier seconds) implements TimeMeter {
  @Override
  public long currentTimeNanos() {
    return TimeUnit.SECONDS.toNanos(seconds.getAsLong());
  }

  @Override
  public boolean isWallClockBased() {
    return false;
  }
}
