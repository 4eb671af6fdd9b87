package io.skep.cli;

import io.skep.metainfo.Metainfo;
import java.util.OptionalLong;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a piece length from the command line: {@code 262144}, {@code 256k} or {@code 1M}. */
final class PieceLengthConverter implements ITypeConverter<Integer> {
  private static final int LEAST = 16 << 10;

  @Override
  public Integer convert(String text) {
    OptionalLong amount = ByteAmount.parse(text);
    long bytes = amount.orElse(0);
    if (bytes < LEAST || bytes > Metainfo.MAX_PIECE_LENGTH || Long.bitCount(bytes) != 1) {
      throw new TypeConversionException(
          "a piece length is a power of two from 16k to 1024M, such as 256k or 1M, not '"
              + text
              + "'");
    }
    return (int) bytes;
  }
}
