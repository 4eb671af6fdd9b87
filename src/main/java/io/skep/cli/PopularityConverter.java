package io.skep.cli;

import io.skep.load.Popularity;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes from the command line how peers spread over torrents. */
final class PopularityConverter implements ITypeConverter<Popularity> {
  @Override
  public Popularity convert(String text) {
    try {
      return Popularity.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
