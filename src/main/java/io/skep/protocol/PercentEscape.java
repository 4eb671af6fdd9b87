package io.skep.protocol;

/** Writes bytes as a URL's query has them (RFC 3986, 2.1). */
final class PercentEscape {
  private static final String HEX = "0123456789ABCDEF";

  private PercentEscape() {}

  /** Appends the bytes, all but the unreserved characters as {@code %XX}. */
  static void append(byte[] bytes, StringBuilder target) {
    for (byte octet : bytes) {
      char c = (char) (octet & 0xFF);
      if (isUnreserved(c)) {
        target.append(c);
      } else {
        target.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }
}
