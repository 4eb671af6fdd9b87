package io.skep.cli;

import io.skep.bittorrent.InfoHash;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes an info-hash from the command line. */
final class InfoHashConverter implements ITypeConverter<InfoHash> {
  @Override
  public InfoHash convert(String text) {
    try {
      return InfoHash.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "an info-hash has 40 hexadecimal digits, not '" + text + "'");
    }
  }
}
