package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateMeterTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private long now = -3 * SECOND;
  private final RateMeter meter = new RateMeter(now);

  private void pass(long bytes, long nanos) {
    meter.add(bytes);
    now += nanos;
    meter.tick(now);
  }

  @Test
  void aSteadyRateIsThatRate() {
    for (int i = 0; i < 20; i++) {
      pass(1000, SECOND);
      assertEquals(1000, meter.rate(), 1e-6);
    }
    assertEquals(20_000, meter.total());
  }

  @Test
  void longerSlicesWeighMore() {
    pass(1000, SECOND);
    pass(1000, 3 * SECOND);
    assertEquals(500, meter.rate(), 1e-6);
  }

  @Test
  void afterFiveQuietSecondsItIsZeroAndTheTotalStays() {
    pass(5000, SECOND);
    for (int i = 0; i < 4; i++) {
      pass(0, SECOND);
    }
    assertEquals(1000, meter.rate(), 1e-6);
    pass(0, SECOND);
    assertEquals(0, meter.rate(), 0);
    assertEquals(5000, meter.total());
  }

  @Test
  void noTimeIsNoSlice() {
    pass(1000, SECOND);
    pass(1000, 0);
    assertEquals(1000, meter.rate(), 1e-6);
    pass(0, SECOND);
    assertEquals(1000, meter.rate(), 1e-6);
  }
}
