package io.skep.signin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * From where somebody asks, as far as one can choose another: a host (an IPv4 address, an IPv6 /64)
 * in a network (IPv4 /24, IPv6 /48).
 *
 * @param host in hexadecimal digits
 * @param network in hexadecimal digits
 */
public record Place(String host, String network) {
  /** The place of an IP address; what is none is one place. */
  public static Place of(String address) {
    byte[] bytes = bytes(address);
    int host = bytes.length == 4 ? 4 : 8;
    int network = bytes.length == 4 ? 3 : 6;
    return new Place(part(bytes, host), part(bytes, network));
  }

  /** Never asks the DNS. */
  private static byte[] bytes(String address) {
    boolean literal = address.indexOf(':') >= 0 || address.matches("[0-9.]{7,15}");
    try {
      return literal ? InetAddress.getByName(address).getAddress() : new byte[4];
    } catch (UnknownHostException e) {
      // A socket that has no IP address, such as one in the file system.
      return new byte[4];
    }
  }

  private static String part(byte[] bytes, int length) {
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(length, bytes.length)));
  }
}
