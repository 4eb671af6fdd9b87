package io.skep.swarm;

import io.skep.bittorrent.PeerId;
import java.util.Arrays;

/** The chosen peers of one address family, gathered in their compact form; used again and again. */
final class CompactPeers {
  private final int length;
  private byte[] addresses = new byte[0];
  private byte[] ids = new byte[0];
  private int count;
  private boolean hasIds;

  /**
   * Empty.
   *
   * @param length of one peer in the compact form, in bytes
   */
  CompactPeers(int length) {
    this.length = length;
  }

  int count() {
    return count;
  }

  void clear() {
    count = 0;
    hasIds = false;
  }

  /** Whether the ids were gathered too; false where there is nobody. */
  boolean hasIds() {
    return hasIds;
  }

  void add(RowLayout layout, long[] words, int row, boolean withId) {
    addresses = withRoom(addresses, (count + 1) * length + RowLayout.COMPACT_SLACK);
    layout.writeCompact(words, row, addresses, count * length);
    hasIds = withId;
    if (withId) {
      ids = withRoom(ids, (count + 1) * PeerId.LENGTH);
      layout.writeId(words, row, ids, count * PeerId.LENGTH);
    }
    count++;
  }

  /** The addresses, and what doesn't matter behind them; good until the next is added. */
  byte[] bytes() {
    return addresses;
  }

  /** How many of {@link #bytes} count. */
  int length() {
    return count * length;
  }

  byte[] addresses() {
    return Arrays.copyOf(addresses, length());
  }

  /** Copies the ids of all peers. */
  void copyIds(byte[] target, int offset) {
    System.arraycopy(ids, 0, target, offset, count * PeerId.LENGTH);
  }

  private static byte[] withRoom(byte[] bytes, int needed) {
    return needed <= bytes.length ? bytes : Arrays.copyOf(bytes, 2 * needed);
  }
}
