package io.skep.cli;

import io.netty.util.NetUtil;
import io.skep.bittorrent.PeerAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a peer from the command line: {@code 192.0.2.1:6881} or {@code [2001:db8::1]:6881}. */
final class PeerAddressConverter implements ITypeConverter<PeerAddress> {
  private static final Pattern PEER = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:]+)):([0-9]{1,5})");

  @Override
  public PeerAddress convert(String text) {
    Matcher matcher = PEER.matcher(text);
    if (matcher.matches()) {
      String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      byte[] ip = NetUtil.createByteArrayFromIpAddressString(host);
      int port = Integer.parseInt(matcher.group(3));
      if (ip != null && port >= 1 && port <= 0xFFFF) {
        return PeerAddress.of(ip, port);
      }
    }
    throw new TypeConversionException(
        "a peer is an address and a port such as 192.0.2.1:6881 or [2001:db8::1]:6881, not '"
            + text
            + "'");
  }
}
