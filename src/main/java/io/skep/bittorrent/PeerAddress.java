package io.skep.bittorrent;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a peer can be reached: an IPv4 or IPv6 address and a port.
 *
 * <p>An IPv4 address is held in its IPv6-mapped form (RFC 4291, 2.5.5.2), so that a client that
 * reaches a dual-stack socket is the same peer whichever way the kernel names it.
 *
 * @param high the first 64 bits of the IPv6 form
 * @param low the last 64 bits
 * @param port 0 to 65535; 0 where the peer cannot be reached
 */
public record PeerAddress(long high, long low, int port) {
  /** What the last 64 bits of an IPv4 address begin with. */
  public static final long MAPPED_PREFIX = 0xFFFFL << 32;

  /** Refuses a port that is none. */
  public PeerAddress {
    if (port < 0 || port > 0xFFFF) {
      throw new IllegalArgumentException("no such port: " + port);
    }
  }

  /** The address of an IPv4 peer, its four bytes as one big-endian word. */
  public static PeerAddress ipv4(int ip, int port) {
    return new PeerAddress(0, MAPPED_PREFIX | Integer.toUnsignedLong(ip), port);
  }

  /**
   * Reads the 4 or 16 bytes of an address in network order.
   *
   * @throws IllegalArgumentException if the array has another length
   */
  public static PeerAddress of(byte[] ip, int port) {
    if (ip.length == 4) {
      return ipv4(ByteBuffer.wrap(ip).getInt(), port);
    }
    if (ip.length != 16) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + ip.length);
    }
    ByteBuffer words = ByteBuffer.wrap(ip);
    return new PeerAddress(words.getLong(), words.getLong(), port);
  }

  /** The address of a socket. */
  public static PeerAddress of(InetAddress ip, int port) {
    return of(ip.getAddress(), port);
  }

  /** True for an IPv4 peer, false for an IPv6 one. */
  public boolean isIpv4() {
    return isIpv4(high, low);
  }

  /** The same for the two halves of an address. */
  public static boolean isIpv4(long high, long low) {
    return high == 0 && low >>> 32 == 0xFFFF;
  }

  /** The four bytes of an IPv4 address as one big-endian word; of no meaning for an IPv6 peer. */
  public int ipv4() {
    return (int) low;
  }

  /** The same address with another port. */
  public PeerAddress withPort(int otherPort) {
    return new PeerAddress(high, low, otherPort);
  }

  /**
   * True if both are likely one household: the same IPv4 address, or the same IPv6 /64, of which a
   * household has all addresses.
   */
  public boolean sameNetwork(PeerAddress other) {
    return high == other.high && (high != 0 || low == other.low);
  }

  /** The 4 or 16 bytes of the address in network order. */
  public byte[] ip() {
    return isIpv4()
        ? ByteBuffer.allocate(4).putInt(ipv4()).array()
        : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /** The address as the JDK has it. */
  public InetAddress inetAddress() {
    try {
      return InetAddress.getByAddress(ip());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are always an address", e);
    }
  }

  /** The address without its port, in the usual text form. */
  public String host() {
    return inetAddress().getHostAddress();
  }

  // Left to the compiler, the first call of either would have the JVM spin classes.
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof PeerAddress other
        && high == other.high
        && low == other.low
        && port == other.port;
  }

  @Override
  public int hashCode() {
    return (31 * Long.hashCode(high) + Long.hashCode(low)) * 31 + port;
  }

  /** {@code 192.0.2.1:6881} or {@code [2001:db8::1]:6881}. */
  @Override
  public String toString() {
    return isIpv4() ? host() + ":" + port : "[" + host() + "]:" + port;
  }
}
