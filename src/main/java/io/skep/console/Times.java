package io.skep.console;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Seconds since the epoch as RFC 3339 writes them. */
final class Times {
  private Times() {}

  static String text(long seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }

  /** Null where the storage keeps 0, for never. */
  static @Nullable String textOrNull(long seconds) {
    return seconds == 0 ? null : text(seconds);
  }

  /**
   * Reads a time whose form the contract has checked.
   *
   * @throws ProblemException if there is no such day or hour
   */
  static long parse(String name, String text) throws ProblemException {
    try {
      long seconds = Instant.parse(text).getEpochSecond();
      if (seconds > 0) {
        return seconds;
      }
    } catch (DateTimeException e) {
      throw ProblemException.badParameter(name + " is no time that there is");
    }
    throw ProblemException.badParameter(name + " must be after 1970");
  }
}
