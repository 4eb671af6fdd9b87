package io.skep.registry;

import org.jspecify.annotations.Nullable;

/**
 * How a passkey is written: ours in base 32 (RFC 4648) of lower case, imported ones as they are.
 */
final class PasskeyText {
  /** How many bytes a passkey of ours has. */
  static final int BYTES = 20;

  /** How many characters a passkey of ours has. */
  static final int LENGTH = 32;

  /** How short an imported one may be. */
  static final int MIN_LENGTH = 8;

  /** How long an imported one may be, which is what a tracker's URL may carry. */
  static final int MAX_LENGTH = 128;

  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";

  private PasskeyText() {}

  /** True for 8 to 128 letters, digits, {@code -} and {@code _}: what needs no escape in a URL. */
  static boolean isPasskey(String text) {
    if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** True if two are the same; how long this takes tells no more than how long they are. */
  static boolean areSame(String one, String other) {
    if (one.length() != other.length()) {
      return false;
    }
    int difference = 0;
    for (int i = 0; i < one.length(); i++) {
      difference |= one.charAt(i) ^ other.charAt(i);
    }
    return difference == 0;
  }

  /** The 32 characters that stand for 20 bytes. */
  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder(LENGTH);
    int bits = 0;
    int count = 0;
    for (byte next : bytes) {
      bits = (bits << 8) | (next & 0xFF);
      count += 8;
      while (count >= 5) {
        count -= 5;
        text.append(DIGITS.charAt((bits >>> count) & 31));
      }
    }
    return text.toString();
  }

  /** The 20 bytes that 32 characters stand for; null if the text is anything else. */
  static byte @Nullable [] decode(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    byte[] bytes = new byte[BYTES];
    int bits = 0;
    int count = 0;
    int next = 0;
    for (int i = 0; i < LENGTH; i++) {
      int digit = digit(text.charAt(i));
      if (digit < 0) {
        return null;
      }
      bits = (bits << 5) | digit;
      count += 5;
      if (count >= 8) {
        count -= 8;
        bytes[next++] = (byte) (bits >>> count);
      }
    }
    return bytes;
  }

  private static int digit(char character) {
    if (character >= 'a' && character <= 'z') {
      return character - 'a';
    }
    return character >= '2' && character <= '7' ? character - '2' + 26 : -1;
  }
}
