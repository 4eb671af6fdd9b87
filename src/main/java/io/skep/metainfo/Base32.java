package io.skep.metainfo;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Base 32 (RFC 4648), in which older magnet links write their info-hash. */
final class Base32 {
  private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int INFO_HASH_DIGITS = 32;

  private Base32() {}

  /** The 20 bytes that 32 digits of either case stand for; null if the text is anything else. */
  static byte @Nullable [] decode(String text) {
    if (text.length() != INFO_HASH_DIGITS) {
      return null;
    }
    BigInteger number = BigInteger.ONE;
    for (char character : text.toUpperCase(Locale.ROOT).toCharArray()) {
      int digit = DIGITS.indexOf(character);
      if (digit < 0) {
        return null;
      }
      number = number.shiftLeft(5).or(BigInteger.valueOf(digit));
    }
    // The one before all digits keeps leading zeros, and is a byte of its own.
    byte[] bytes = number.toByteArray();
    return Arrays.copyOfRange(bytes, bytes.length - Digests.SHA1_LENGTH, bytes.length);
  }
}
