package io.skep.load;

import io.skep.bittorrent.PeerAddress;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at peers in their compact form without making objects of them. */
final class PeerBytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private PeerBytes() {}

  /** True if an IPv4 peer of this address and port is among them. */
  static boolean hasIpv4(byte[] peers, PeerAddress address, int port) {
    int ip = address.ipv4();
    for (int i = 0; i + 6 <= peers.length; i += 6) {
      if ((int) INT.get(peers, i) == ip && (short) SHORT.get(peers, i + 4) == (short) port) {
        return true;
      }
    }
    return false;
  }

  /** True if an IPv6 peer of this address and port is among them. */
  static boolean hasIpv6(byte[] peers, PeerAddress address, int port) {
    for (int i = 0; i + 18 <= peers.length; i += 18) {
      if ((long) LONG.get(peers, i) == address.high()
          && (long) LONG.get(peers, i + 8) == address.low()
          && (short) SHORT.get(peers, i + 16) == (short) port) {
        return true;
      }
    }
    return false;
  }

  /** True if a peer of this address and port is among those of its family. */
  static boolean has(byte[] ipv4, byte[] ipv6, PeerAddress address, int port) {
    return address.isIpv4() ? hasIpv4(ipv4, address, port) : hasIpv6(ipv6, address, port);
  }
}
