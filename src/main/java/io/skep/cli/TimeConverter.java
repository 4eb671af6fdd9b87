package io.skep.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a time from the command line: with an offset or Z, or a day, which begins at 0 h UTC. */
final class TimeConverter implements ITypeConverter<TimeConverter.Time> {
  /** A second; written as the API wants it. */
  record Time(Instant second) {
    @Override
    public String toString() {
      return second.toString();
    }
  }

  @Override
  public Time convert(String text) {
    try {
      Instant time =
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
              : OffsetDateTime.parse(text).toInstant();
      int year = time.atOffset(ZoneOffset.UTC).getYear();
      if (year >= 1970 && year <= 9999) {
        return new Time(time.truncatedTo(ChronoUnit.SECONDS));
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw new TypeConversionException(
        "a time is like 2027-01-31T18:00:00Z or 2027-01-31, not '" + text + "'");
  }
}
