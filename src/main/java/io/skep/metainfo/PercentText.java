package io.skep.metainfo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Texts in a URI, with bytes written as a percent sign and two digits (RFC 3986, 2.1). */
final class PercentText {
  private static final String UNRESERVED = "-._~";

  private PercentText() {}

  /** Decodes to UTF-8; a percent sign without two digits stands for itself. */
  static String decode(String text) {
    return text.indexOf('%') < 0 ? text : new String(bytes(text), StandardCharsets.UTF_8);
  }

  /** Decodes to bytes, as {@link #decode} does to text. */
  static byte[] bytes(String text) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
      if (low < 0) {
        decoded.write(raw[i]);
      } else {
        decoded.write(high << 4 | low);
        i += 2;
      }
    }
    return decoded.toByteArray();
  }

  /** Encodes all but letters, digits and what RFC 3986 reserves for nothing. */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xFF);
      if (character < 0x80
          && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0)) {
        encoded.append(character);
      } else {
        encoded.append('%');
        encoded.append(Character.toUpperCase(Character.forDigit(each >> 4 & 0xF, 16)));
        encoded.append(Character.toUpperCase(Character.forDigit(each & 0xF, 16)));
      }
    }
    return encoded.toString();
  }
}
