package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {
  private final BackOff backOff = new BackOff(Duration.ofSeconds(8), Duration.ofSeconds(100));

  @ParameterizedTest
  @CsvSource({"1, 8", "2, 16", "4, 64", "5, 100", "60, 100", "2147483647, 100"})
  void doublesUpToItsBoundAQuarterMoreOrLess(int failures, long seconds) {
    Random random = new Random(failures);
    for (int i = 0; i < 100; i++) {
      long millis = backOff.after(failures, random).toMillis();
      assertTrue(millis >= 750 * seconds && millis <= 1_250 * seconds, millis + " ms");
    }
  }
}
