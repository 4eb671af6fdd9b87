package io.skep.cli;

import io.skep.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a peer id from the command line: its 20 characters, or their 40 hexadecimal digits. */
final class PeerIdConverter implements ITypeConverter<PeerId> {
  @Override
  public PeerId convert(String text) {
    byte[] bytes = bytes(text);
    if (bytes.length != PeerId.LENGTH) {
      throw new TypeConversionException(
          "a peer id has 20 characters or 40 hexadecimal digits, not '" + text + "'");
    }
    return PeerId.read(bytes, 0);
  }

  private static byte[] bytes(String text) {
    boolean hex =
        text.length() == 2 * PeerId.LENGTH && text.chars().allMatch(HexFormat::isHexDigit);
    return hex ? HexFormat.of().parseHex(text) : text.getBytes(StandardCharsets.UTF_8);
  }
}
