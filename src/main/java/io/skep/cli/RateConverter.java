package io.skep.cli;

import java.util.OptionalLong;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a rate from the command line, {@code 500k} or {@code 1.5M}: bytes a second, k is 1024. */
final class RateConverter implements ITypeConverter<Long> {
  // Who writes 500 means 500k; and a block of 16 KiB would take longer than peers wait for it.
  private static final long LEAST = 1024;
  private static final long MOST = 1L << 40;

  @Override
  public Long convert(String text) {
    OptionalLong rate = ByteAmount.parse(text);
    if (rate.isPresent() && (rate.getAsLong() == 0 || isRate(rate.getAsLong()))) {
      return rate.getAsLong();
    }
    throw new TypeConversionException(
        "a rate is bytes per second such as 500k, 2M or 1.5M, from 1k on, or 0 for no limit, not '"
            + text
            + "'");
  }

  private static boolean isRate(long rate) {
    return rate >= LEAST && rate <= MOST;
  }
}
