package io.skep.bittorrent;

import org.jspecify.annotations.Nullable;

/**
 * The 20 bytes by which a client names itself in a swarm (BEP 3); most begin with the client's name
 * and version (BEP 20).
 *
 * @param high bytes 0 to 7, big endian
 * @param middle bytes 8 to 15
 * @param low bytes 16 to 19
 */
public record PeerId(long high, long middle, int low) {
  /** The length of a peer id on the wire, in bytes. */
  public static final int LENGTH = 20;

  /** Reads the 20 bytes that begin at {@code offset}. */
  public static PeerId read(byte[] bytes, int offset) {
    return new PeerId(
        TwentyBytes.high(bytes, offset),
        TwentyBytes.middle(bytes, offset),
        TwentyBytes.low(bytes, offset));
  }

  /** Writes the 20 bytes at {@code offset}. */
  public void write(byte[] target, int offset) {
    TwentyBytes.write(high, middle, low, target, offset);
  }

  /** A fresh array of the 20 bytes. */
  public byte[] bytes() {
    byte[] bytes = new byte[LENGTH];
    write(bytes, 0);
    return bytes;
  }

  /** True if the id begins with these bytes, at most 20 of them. */
  public boolean startsWith(byte[] prefix) {
    byte[] bytes = bytes();
    return prefix.length <= LENGTH
        && java.util.Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  // Left to the compiler, the first call of either would have the JVM spin classes.
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof PeerId other
        && high == other.high
        && middle == other.middle
        && low == other.low;
  }

  @Override
  public int hashCode() {
    return TwentyBytes.hash(high, middle, low);
  }

  /** The 40 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return TwentyBytes.hex(high, middle, low);
  }
}
