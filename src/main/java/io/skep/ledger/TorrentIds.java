package io.skep.ledger;

import java.util.Arrays;

/** A set of torrents, eight bytes each: a user may have fetched very many. */
final class TorrentIds {
  private long[] ids = new long[2];
  private int size;
  private boolean sorted = true;

  /** Adds one, which is not in it yet. */
  void add(long id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size + (size >> 1) + 1);
    }
    sorted &= size == 0 || ids[size - 1] < id;
    ids[size++] = id;
  }

  boolean contains(long id) {
    if (!sorted) {
      Arrays.sort(ids, 0, size);
      sorted = true;
    }
    return Arrays.binarySearch(ids, 0, size, id) >= 0;
  }
}
