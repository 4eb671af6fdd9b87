package io.skep.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how many bytes {@code 500k}, {@code 2M} or {@code 1.5g} are: k is 1024. */
final class ByteAmount {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)([kmg]?)");
  private static final int UNIT_BITS = 10;

  private ByteAmount() {}

  /** The bytes, rounded down; empty if the text is no amount. */
  static OptionalLong parse(String text) {
    Matcher matcher = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    int power = matcher.group(2).isEmpty() ? 0 : 1 + "kmg".indexOf(matcher.group(2));
    long factor = 1L << (UNIT_BITS * power);
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor));
    return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(bytes.longValue());
  }
}
