package io.skep.cli;

import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes seconds from the command line, 0.01 to 86400. */
final class TimeoutConverter implements ITypeConverter<Duration> {
  private static final BigDecimal LEAST = new BigDecimal("0.01");
  private static final BigDecimal MOST = new BigDecimal(86_400);
  private static final BigDecimal MILLIS = new BigDecimal(1_000);

  @Override
  public Duration convert(String text) {
    BigDecimal seconds = seconds(text);
    if (seconds.compareTo(LEAST) < 0 || seconds.compareTo(MOST) > 0) {
      throw new TypeConversionException(
          "a timeout is " + LEAST + " to " + MOST + " seconds, not '" + text + "'");
    }
    return Duration.ofMillis(seconds.multiply(MILLIS).longValue());
  }

  private static BigDecimal seconds(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("a timeout is a number of seconds, not '" + text + "'");
    }
  }
}
