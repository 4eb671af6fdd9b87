package io.skep.statistics;

import java.util.Arrays;

/** The latest rows of a table of figures; a new row takes the place of the oldest. */
final class FigureRing {
  private final long[] at;
  private final double[][] rows;
  private int size;
  private int next;

  FigureRing(int capacity) {
    at = new long[capacity];
    rows = new double[capacity][];
  }

  synchronized void add(long time, double[] row) {
    at[next] = time;
    rows[next] = row;
    next = (next + 1) % rows.length;
    size = Math.min(size + 1, rows.length);
  }

  /** Everything that is kept, the oldest first, column by column. */
  synchronized Series series(int columns) {
    long[] times = new long[size];
    double[][] figures = new double[columns][size];
    int oldest = Math.floorMod(next - size, rows.length);
    for (int i = 0; i < size; i++) {
      int place = (oldest + i) % rows.length;
      times[i] = at[place];
      for (int column = 0; column < columns; column++) {
        figures[column][i] = rows[place][column];
      }
    }
    return new Series(times, figures);
  }

  /** The latest row; empty where there is none. */
  synchronized double[] latest() {
    if (size == 0) {
      return new double[0];
    }
    double[] row = rows[Math.floorMod(next - 1, rows.length)];
    return Arrays.copyOf(row, row.length);
  }
}
