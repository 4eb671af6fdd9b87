package io.skep.migration;

import io.skep.bittorrent.InfoHash;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads what stands in a row's columns. */
final class Values {
  /** A pebibyte, as much as the tracker's API takes for one user. */
  static final long MAX_BYTES = 1L << 50;

  private static final int MAX_DIGITS = 40;
  private static final int MAX_TITLE = 255;
  private static final int SHOWN = 40;
  private static final int BASE64_LENGTH = 28;

  private Values() {}

  /** What must be there. */
  static String required(Row row, String column) throws RowException {
    String value = row.text(column);
    if (value == null || value.isEmpty()) {
      throw new RowException("has no " + column);
    }
    return value;
  }

  /** What may be there; empty where it isn't. */
  static String optional(Row row, String column) {
    String value = row.text(column);
    return value == null ? "" : value;
  }

  /** Words that must be there, and in UTF-8. */
  static String words(Row row, String column) throws RowException {
    String value = required(row, column);
    if (value.indexOf('\uFFFD') >= 0) {
      throw new RowException("has a " + column + " that is not in UTF-8");
    }
    return value;
  }

  /** Words that may be anything, made fit to be a torrent's name. */
  static String title(Row row, String column) {
    StringBuilder title = new StringBuilder();
    optional(row, column)
        .codePoints()
        .map(sign -> Character.isISOControl(sign) ? ' ' : sign)
        .limit(MAX_TITLE)
        .takeWhile(sign -> title.length() + Character.charCount(sign) <= MAX_TITLE)
        .forEachOrdered(title::appendCodePoint);
    return title.toString().strip();
  }

  /** Bytes, a whole number from 0 on; 0 where there is nothing. A part of a byte is dropped. */
  static long bytes(Row row, String column) throws RowException {
    String value = row.text(column);
    if (value == null || value.isEmpty()) {
      return 0;
    }
    BigDecimal number = number(value, column);
    if (number.signum() < 0) {
      throw new RowException("has a negative " + column + ": " + shown(value));
    }
    if (number.compareTo(BigDecimal.valueOf(MAX_BYTES)) > 0) {
      throw new RowException("has a " + column + " beyond 2^50, a pebibyte: " + shown(value));
    }
    return number.longValue();
  }

  private static BigDecimal number(String value, String column) throws RowException {
    try {
      if (value.length() <= MAX_DIGITS) {
        BigDecimal number = new BigDecimal(value);
        // An exponent of a thousand million would cost as many digits when it is written out.
        if (Math.abs((long) number.scale()) <= MAX_DIGITS) {
          return number;
        }
      }
    } catch (NumberFormatException e) {
      // Told below, as the others are.
    }
    throw new RowException("has a " + column + " that is no number: " + shown(value));
  }

  /** True of 1 and true; false of 0, false and nothing. */
  static boolean flag(Row row, String column, boolean otherwise) throws RowException {
    String value = optional(row, column);
    return switch (value.toLowerCase(java.util.Locale.ROOT)) {
      case "" -> otherwise;
      case "1", "true", "t", "yes", "y" -> true;
      case "0", "false", "f", "no", "n" -> false;
      default -> throw new RowException("has neither 0 nor 1 as " + column + ": " + shown(value));
    };
  }

  /** Whether there is a time; what MySQL writes for none is none. */
  static boolean isTime(Row row, String column) {
    String value = optional(row, column);
    return !value.isEmpty() && !value.startsWith("0000-00-00");
  }

  /** An info-hash in hexadecimal, perhaps after 0x, or in Base64. */
  static InfoHash infoHash(Row row, String column) throws RowException {
    String value = required(row, column);
    byte[] bytes = hashBytes(value);
    if (bytes == null || bytes.length != InfoHash.LENGTH) {
      throw new RowException(
          "has an "
              + column
              + " that is neither 40 hexadecimal digits nor Base64 of 20 bytes: "
              + shown(value));
    }
    return InfoHash.read(bytes, 0);
  }

  private static byte @Nullable [] hashBytes(String value) {
    // MySQL's JSON functions write a binary column as base64:type254:…
    boolean tagged = value.startsWith("base64:");
    String digits = tagged ? value.substring(value.lastIndexOf(':') + 1) : value;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      digits = digits.substring(2);
    }
    try {
      if (digits.length() == 2 * InfoHash.LENGTH) {
        return HexFormat.of().parseHex(digits);
      }
      return digits.length() <= BASE64_LENGTH ? Base64.getDecoder().decode(digits) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String shown(String value) {
    return "'" + (value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…") + "'";
  }
}
