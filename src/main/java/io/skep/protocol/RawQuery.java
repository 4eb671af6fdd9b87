package io.skep.protocol;

import io.skep.bittorrent.RequestException;
import java.nio.charset.StandardCharsets;

/**
 * Walks the parameters of a URL's query and decodes their values to bytes, never to text first.
 *
 * <p>{@code %XX} is a byte, {@code +} a space as in forms, and any other character of the request
 * line stands for its own byte. Use: {@link #next} until it is false, and between the calls ask for
 * the name and the value.
 */
final class RawQuery {
  private final String url;
  private int next;
  private int nameStart;
  private int nameEnd;
  private int valueStart;
  private int valueEnd;

  /**
   * The query of a URL.
   *
   * @param start where the query begins, behind the {@code ?}
   */
  RawQuery(String url, int start) {
    this.url = url;
    this.next = start;
  }

  /** Goes to the next parameter; false if there is none. */
  boolean next() {
    if (next >= url.length()) {
      return false;
    }
    nameStart = next;
    int end = url.indexOf('&', nameStart);
    valueEnd = end < 0 ? url.length() : end;
    next = valueEnd + 1;
    int equals = url.indexOf('=', nameStart);
    nameEnd = equals < 0 || equals > valueEnd ? valueEnd : equals;
    valueStart = Math.min(nameEnd + 1, valueEnd);
    return true;
  }

  /** The parameter's name, as it is written. */
  String name() {
    return url.substring(nameStart, nameEnd);
  }

  /** True if there is nothing behind the name. */
  boolean isEmpty() {
    return valueStart == valueEnd;
  }

  /** True if the value is written as exactly this. */
  boolean valueIs(String text) {
    return valueEnd - valueStart == text.length() && url.startsWith(text, valueStart);
  }

  /** The value's bytes as characters 0 to 255. */
  String value() throws RequestException {
    byte[] bytes = new byte[valueEnd - valueStart];
    int length = decode(bytes);
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** The value as a passkey. */
  String passkey() throws RequestException {
    String text = value();
    if (!TrackerPath.isPasskeyOrEmpty(text)) {
      throw RequestException.malformed("invalid passkey");
    }
    return text;
  }

  /**
   * Decodes the value into an array.
   *
   * @return how many bytes there are, or -1 if there are more than fit
   * @throws RequestException if an escape is cut short or has no hexadecimal digits
   */
  int decode(byte[] target) throws RequestException {
    int length = 0;
    int at = valueStart;
    while (at < valueEnd) {
      if (length == target.length) {
        return -1;
      }
      char c = url.charAt(at++);
      if (c == '%') {
        int high = at + 1 < valueEnd ? Character.digit(url.charAt(at), 16) : -1;
        int low = at + 1 < valueEnd ? Character.digit(url.charAt(at + 1), 16) : -1;
        if (high < 0 || low < 0) {
          throw RequestException.malformed("invalid escape in " + printableName());
        }
        target[length++] = (byte) (high << 4 | low);
        at += 2;
      } else {
        target[length++] = (byte) (c == '+' ? ' ' : c);
      }
    }
    return length;
  }

  /**
   * Decodes a value that has exactly 20 bytes.
   *
   * @param target at least 20 bytes
   */
  void twentyBytes(byte[] target) throws RequestException {
    if (decode(target) != 20) {
      throw RequestException.malformed("invalid " + printableName() + ": must be 20 bytes");
    }
  }

  /**
   * The value as a whole number.
   *
   * @return {@link Long#MAX_VALUE} for all that is larger
   * @throws RequestException if it is no decimal number
   */
  long number() throws RequestException {
    String text = value();
    int at = text.startsWith("-") ? 1 : 0;
    if (at == text.length()) {
      throw notANumber();
    }
    long number = 0;
    for (int i = at; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw notANumber();
      }
      number = number > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : number * 10 + digit;
    }
    return at == 0 ? number : -number;
  }

  private RequestException notANumber() {
    return RequestException.malformed("invalid " + printableName() + ": must be a whole number");
  }

  private String printableName() {
    String name = name();
    boolean plain = name.length() <= 32 && TrackerPath.isPasskeyOrEmpty(name);
    return plain ? name : "parameter";
  }
}
