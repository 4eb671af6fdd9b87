package io.skep.bittorrent;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The name of a torrent's swarm: the SHA-1 of its info dictionary (BEP 3), or the first 20 bytes of
 * its SHA-256 where the torrent is of version 2 (BEP 52).
 *
 * <p>Comparable, in the order of its bytes, so that hash tables can defend themselves when a client
 * makes up hashes that collide, and so that a scrape's dictionary can be sorted.
 *
 * @param high bytes 0 to 7, big endian
 * @param middle bytes 8 to 15
 * @param low bytes 16 to 19
 */
public record InfoHash(long high, long middle, int low) implements Comparable<InfoHash> {
  /** The length of an info-hash on the wire, in bytes. */
  public static final int LENGTH = 20;

  /** Reads the 20 bytes that begin at {@code offset}. */
  public static InfoHash read(byte[] bytes, int offset) {
    return new InfoHash(
        TwentyBytes.high(bytes, offset),
        TwentyBytes.middle(bytes, offset),
        TwentyBytes.low(bytes, offset));
  }

  /**
   * Parses 40 hexadecimal digits of either case.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static InfoHash parse(String hex) {
    if (hex.length() != 2 * LENGTH) {
      throw new IllegalArgumentException("an info-hash has 40 hexadecimal digits: '" + hex + "'");
    }
    try {
      return read(HexFormat.of().parseHex(hex), 0);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not hexadecimal: '" + hex + "'", e);
    }
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

  @Override
  public int compareTo(InfoHash other) {
    int order = Long.compareUnsigned(high, other.high);
    if (order == 0) {
      order = Long.compareUnsigned(middle, other.middle);
    }
    return order == 0 ? Integer.compareUnsigned(low, other.low) : order;
  }

  // Left to the compiler, the first call of either would have the JVM spin classes.
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof InfoHash other
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
