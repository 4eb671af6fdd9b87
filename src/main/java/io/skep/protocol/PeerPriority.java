package io.skep.protocol;

import io.skep.bittorrent.PeerAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * How much two peers should want to be connected, on which both of them agree and which nobody can
 * choose (BEP 40).
 */
public final class PeerPriority {
  private static final int IPV4_WHOLE_BYTES = 2;
  private static final int IPV6_WHOLE_BYTES = 6;
  private static final byte HALF = 0x55;

  private PeerPriority() {}

  /**
   * The priority of the connection between two peers; the higher, the sooner it is made and the
   * longer it is kept.
   *
   * @return 0 to 2 to the power of 32, less 1
   */
  public static long of(PeerAddress one, PeerAddress other) {
    CRC32C checksum = new CRC32C();
    if (one.high() == other.high() && one.low() == other.low()) {
      ByteBuffer ports = ByteBuffer.allocate(4);
      ports.putShort((short) Math.min(one.port(), other.port()));
      ports.putShort((short) Math.max(one.port(), other.port()));
      checksum.update(ports.flip());
      return checksum.getValue();
    }
    boolean ipv4 = one.isIpv4() && other.isIpv4();
    byte[] first = ipv4 ? one.ip() : sixteen(one);
    byte[] second = ipv4 ? other.ip() : sixteen(other);
    // The nearer the addresses are, the more of them counts.
    int whole =
        Math.max(ipv4 ? IPV4_WHOLE_BYTES : IPV6_WHOLE_BYTES, Arrays.mismatch(first, second) + 1);
    mask(first, whole);
    mask(second, whole);
    boolean inOrder = Arrays.compareUnsigned(first, second) <= 0;
    checksum.update(inOrder ? first : second);
    checksum.update(inOrder ? second : first);
    return checksum.getValue();
  }

  private static byte[] sixteen(PeerAddress address) {
    return ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array();
  }

  private static void mask(byte[] ip, int wholeBytes) {
    for (int i = wholeBytes; i < ip.length; i++) {
      ip[i] &= HALF;
    }
  }
}
