package io.skep.bittorrent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Reads, writes and prints the 20-byte strings of BEP 3, which are held as two longs and an int.
 */
final class TwentyBytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private TwentyBytes() {}

  static long high(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  static long middle(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset + 8);
  }

  static int low(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset + 16);
  }

  static void write(long high, long middle, int low, byte[] target, int offset) {
    LONG.set(target, offset, high);
    LONG.set(target, offset + 8, middle);
    INT.set(target, offset + 16, low);
  }

  static int hash(long high, long middle, int low) {
    return (31 * Long.hashCode(high) + Long.hashCode(middle)) * 31 + low;
  }

  static String hex(long high, long middle, int low) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(middle) + hex.toHexDigits(low);
  }
}
