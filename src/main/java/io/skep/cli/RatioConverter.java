package io.skep.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a ratio from the command line: how much is given for what is taken, such as 1.5. */
final class RatioConverter implements ITypeConverter<Double> {
  private static final Pattern RATIO = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

  @Override
  public Double convert(String text) {
    if (RATIO.matcher(text).matches()) {
      return Double.valueOf(text);
    }
    throw new TypeConversionException("a ratio is a number such as 1 or 1.5, not '" + text + "'");
  }
}
