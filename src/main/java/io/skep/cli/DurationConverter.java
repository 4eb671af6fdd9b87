package io.skep.cli;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a time from the command line, {@code 30s}, {@code 10m} or {@code 2h}, up to a year. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Kind<Duration> KIND = Kind.duration(Duration.ZERO, Duration.ofDays(365));

  @Override
  public Duration convert(String text) {
    try {
      return KIND.parse(List.of(text));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "a time is seconds, minutes, hours or days such as 30s, 10m, 2h or 7d, not '"
              + text
              + "'");
    }
  }
}
