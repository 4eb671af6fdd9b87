package io.skep.metainfo;

import io.skep.bittorrent.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a peer's address from a magnet link; never a name, which would have to be looked up. */
final class PeerText {
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";
  private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}\\]");

  private PeerText() {}

  /** {@code 192.0.2.1:6881} or {@code [2001:db8::1]:6881}; null for anything else. */
  static @Nullable PeerAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      return null;
    }
    String host = text.substring(0, colon);
    int port = Integer.parseInt(text.substring(colon + 1));
    boolean isLiteral = IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
    if (!isLiteral || port < 1 || port > 0xFFFF) {
      return null;
    }
    try {
      return PeerAddress.of(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
