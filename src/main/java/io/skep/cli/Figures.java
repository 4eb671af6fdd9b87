package io.skep.cli;

import java.util.Locale;
import java.util.OptionalLong;

/** Amounts, rates and times as people read them; the same in every language. */
final class Figures {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  private Figures() {}

  /** {@code 512 B}, {@code 1.5 MiB}, {@code 24 MiB}: three figures at most, a unit is 1024. */
  static String bytes(double bytes) {
    return number(bytes) + " " + unit(bytes);
  }

  /** {@code 1.2 MiB/s} of bytes per second. */
  static String rate(double rate) {
    return bytes(rate) + "/s";
  }

  /** {@code 1.2 of 3.4 GiB}, the unit said once where it is the same. */
  static String part(double part, double whole) {
    String first = unit(part).equals(unit(whole)) ? number(part) : bytes(part);
    return first + " of " + bytes(whole);
  }

  private static int power(double bytes) {
    int power = 0;
    // 1023.96 would be written as 1024, which is one of the next unit.
    while (bytes >= 1023.5 && power < UNITS.length - 1) {
      bytes /= 1024;
      power++;
    }
    return power;
  }

  private static String unit(double bytes) {
    return UNITS[power(Math.max(0, bytes))];
  }

  private static String number(double bytes) {
    int power = power(Math.max(0, bytes));
    double scaled = Math.max(0, bytes) / Math.pow(1024, power);
    String format = power == 0 || scaled >= 99.95 ? "%.0f" : "%.1f";
    String written = String.format(Locale.ROOT, format, scaled);
    return written.endsWith(".0") ? written.substring(0, written.length() - 2) : written;
  }

  /** {@code 42.3%}, rounded down, so that 100 % is said of the whole only. */
  static String percent(double part, double whole) {
    double share = whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole));
    return String.format(Locale.ROOT, "%.1f%%", Math.floor(share * 1000) / 10);
  }

  /** {@code 0.31}. */
  static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio >= 99.995 ? "%.0f" : "%.2f", ratio);
  }

  /** {@code 5.1 s}. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  /** {@code 12s}, {@code 3m 05s}, {@code 2h 10m}, {@code 4d 3h}. */
  static String time(long seconds) {
    if (seconds < MINUTE) {
      return Math.max(0, seconds) + "s";
    }
    if (seconds < HOUR) {
      return two(seconds / MINUTE, "m", seconds % MINUTE, "s");
    }
    if (seconds < DAY) {
      return two(seconds / HOUR, "h", seconds % HOUR / MINUTE, "m");
    }
    return seconds / DAY + "d " + seconds % DAY / HOUR + "h";
  }

  private static String two(long first, String firstUnit, long second, String secondUnit) {
    return String.format(Locale.ROOT, "%d%s %02d%s", first, firstUnit, second, secondUnit);
  }

  /** {@code 3m 05s left}, or that nobody knows. */
  static String left(OptionalLong seconds) {
    // Beyond a year the figure only says that next to nothing comes.
    return seconds.isPresent() && seconds.getAsLong() < 365L * DAY
        ? time(seconds.getAsLong()) + " left"
        : "no end in sight";
  }

  /** {@code 1 peer}, {@code 2 peers}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** A bar of so many signs, filled as far as the share of 0 to 1. */
  static String bar(double share, int signs) {
    int filled = (int) (Math.min(1, Math.max(0, share)) * signs);
    return "[" + "#".repeat(filled) + "-".repeat(signs - filled) + "]";
  }
}
