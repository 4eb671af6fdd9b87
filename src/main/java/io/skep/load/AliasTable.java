package io.skep.load;

/**
 * Draws from many things of unequal weight in constant time, by the alias method (Walker, 1977;
 * built as Vose has it, 1991).
 */
final class AliasTable {
  private final float[] keep;
  private final int[] other;

  /**
   * A table.
   *
   * @param weights one or more, none negative, not all 0
   */
  AliasTable(double[] weights) {
    int size = weights.length;
    keep = new float[size];
    other = new int[size];
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double[] scaled = new double[size];
    // Those below the mean from the left, those above from the right: both stacks in one array.
    int[] stacks = new int[size];
    int below = 0;
    int above = size;
    for (int i = 0; i < size; i++) {
      scaled[i] = weights[i] * size / sum;
      if (scaled[i] < 1) {
        stacks[below++] = i;
      } else {
        stacks[--above] = i;
      }
    }
    while (below > 0 && above < size) {
      int poor = stacks[--below];
      int rich = stacks[above];
      keep[poor] = (float) scaled[poor];
      other[poor] = rich;
      scaled[rich] -= 1 - scaled[poor];
      if (scaled[rich] < 1) {
        above++;
        stacks[below++] = rich;
      }
    }
    // What is left over is 1 but for rounding.
    while (below > 0) {
      keep[stacks[--below]] = 1;
    }
    while (above < size) {
      keep[stacks[above++]] = 1;
    }
  }

  /** The thing that these 64 random bits draw. */
  int draw(long bits) {
    double place = Mixing.fraction(bits) * keep.length;
    int index = (int) place;
    return place - index < keep[index] ? index : other[index];
  }
}
