package io.skep.cli;

import java.util.OptionalLong;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes how much the demo shares, 1 MiB to 1 GiB. */
final class DemoSizeConverter implements ITypeConverter<Long> {
  private static final long LEAST = 1L << 20;
  private static final long MOST = 1L << 30;

  @Override
  public Long convert(String text) {
    OptionalLong size = ByteAmount.parse(text);
    if (size.isPresent() && size.getAsLong() >= LEAST && size.getAsLong() <= MOST) {
      return size.getAsLong();
    }
    throw new TypeConversionException(
        "the demo's size is 1M to 1G such as 24M, not '" + text + "'");
  }
}
