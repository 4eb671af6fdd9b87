package io.skep.ledger;

import java.util.Arrays;

/**
 * Which seconds of late a user has been seen seeding a torrent, so that none counts twice however
 * many clients do.
 *
 * <p>The seconds are held as blocks, each with its beginning and its end, in order and apart from
 * each other. What ended so long ago that no announce can speak of it any more is forgotten.
 */
final class SeedTime {
  /** How many blocks are remembered; beyond, the gap between the two oldest is given up. */
  static final int MAX_BLOCKS = 8;

  private long[] blocks = {};

  /** Takes all time up to a second for counted. */
  void coverUntil(long end) {
    add(0, end, 0);
  }

  /**
   * Adds the time from {@code start} up to {@code end}.
   *
   * @param since before this second nothing is asked any more
   * @return how many of the seconds were not counted before
   */
  long add(long start, long end, long since) {
    // As each announce of who goes on seeding has it.
    if (blocks.length == 2 && blocks[0] <= start && start <= blocks[1]) {
      long fresh = Math.max(0, end - blocks[1]);
      blocks[1] += fresh;
      return fresh;
    }
    long[] merged = new long[blocks.length + 2];
    int size = 0;
    long fresh = end - start;
    long first = start;
    long last = end;
    boolean placed = false;
    for (int i = 0; i < blocks.length; i += 2) {
      long from = blocks[i];
      long until = blocks[i + 1];
      if (until < first) {
        if (until >= since) {
          size = put(merged, size, from, until);
        }
      } else if (from > last) {
        if (!placed) {
          size = put(merged, size, first, last);
          placed = true;
        }
        size = put(merged, size, from, until);
      } else {
        fresh -= Math.max(0, Math.min(until, end) - Math.max(from, start));
        first = Math.min(first, from);
        last = Math.max(last, until);
      }
    }
    if (!placed) {
      size = put(merged, size, first, last);
    }
    keep(merged, size);
    return fresh;
  }

  private static int put(long[] target, int size, long from, long until) {
    target[size] = from;
    target[size + 1] = until;
    return size + 2;
  }

  private void keep(long[] merged, int size) {
    if (size > 2 * MAX_BLOCKS) {
      merged[2] = merged[0];
      blocks = Arrays.copyOfRange(merged, 2, size);
    } else if (size == blocks.length) {
      System.arraycopy(merged, 0, blocks, 0, size);
    } else {
      blocks = Arrays.copyOf(merged, size);
    }
  }
}
