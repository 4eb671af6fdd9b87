package io.skep.geography;

import java.util.Arrays;

/** Gathers {@link Borders} from ranges that come in their order. */
final class BorderLine {
  private long[] starts = new long[1024];
  private short[] countries = new short[1024];
  private int size;
  private long end;

  /** From here to there, both included, is this country. */
  void add(long first, long last, int country) {
    // The rest of a range that was cut to fewer bits may lie in one that was there before.
    long from = Math.max(first, end);
    if (last < from) {
      return;
    }
    if (from > end) {
      border(end, 0);
    }
    border(from, country);
    end = last + 1;
  }

  private void border(long start, int country) {
    if (size > 0 && countries[size - 1] == country) {
      return;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size + size / 2);
      countries = Arrays.copyOf(countries, starts.length);
    }
    starts[size] = start;
    countries[size] = (short) country;
    size++;
  }

  /**
   * The borders.
   *
   * @param bits of how many bits addresses are; what is behind the last range is nowhere
   */
  Borders borders(int bits) {
    if (end < 1L << bits) {
      border(end, 0);
    }
    return new Borders(Arrays.copyOf(starts, size), Arrays.copyOf(countries, size));
  }
}
