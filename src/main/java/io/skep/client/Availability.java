package io.skep.client;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * How many connected peers have each piece, and the pieces to be begun in the order of that: rarest
 * first, equally rare ones in random order.
 *
 * <p>The pieces lie in one array, parted into groups of equal count, the rarest in front; {@code
 * ends[c]} is where the group of count {@code c} ends. When a count goes up by one, the piece swaps
 * places with the last of its group, and the group's end moves before it: no sorting, and each step
 * costs the same however many pieces there are. Groups above the highest that was ever reached
 * don't exist yet. Counts beyond {@link #MAX_COUNT} are one group. A peer that has everything is
 * not counted piece by piece, since it changes no order.
 */
final class Availability {
  private static final int MAX_COUNT = 255;
  private static final int ABSENT = -1;

  private final RandomGenerator random;
  private final int[] counts;
  private final int[] order;
  private final int[] position;
  private final int[] ends = new int[MAX_COUNT + 1];
  private int size;
  private int seeds;

  /** No piece was ever counted more often. */
  private int highest;

  Availability(int pieces, RandomGenerator random) {
    this.random = random;
    counts = new int[pieces];
    order = new int[pieces];
    position = new int[pieces];
    Arrays.fill(position, ABSENT);
  }

  /** How many connected peers have this piece. */
  int count(int piece) {
    return counts[piece] + seeds;
  }

  /** How many whole copies the connected peers have among them, and which part of one more. */
  double copies() {
    int least = Arrays.stream(counts).min().orElse(0);
    long above = Arrays.stream(counts).filter(count -> count > least).count();
    return counts.length == 0 ? seeds : seeds + least + (double) above / counts.length;
  }

  /** A peer that has everything came. */
  void seedCame() {
    seeds++;
  }

  /** A peer that has everything left. */
  void seedLeft() {
    seeds--;
  }

  /** A peer with some pieces came. */
  void came(BitSet pieces) {
    pieces.stream().forEach(this::increase);
  }

  /** A peer with some pieces left. */
  void left(BitSet pieces) {
    pieces.stream().forEach(this::decrease);
  }

  /** A peer has got one more piece. */
  void increase(int piece) {
    int group = group(piece);
    counts[piece]++;
    if (group(piece) > highest) {
      ends[++highest] = size;
    }
    if (position[piece] != ABSENT && group < MAX_COUNT) {
      swap(piece, --ends[group]);
      scatter(piece, group + 1);
    }
  }

  /** A peer that had a piece has left, or lost it. */
  void decrease(int piece) {
    counts[piece]--;
    int group = group(piece);
    if (position[piece] != ABSENT && counts[piece] < MAX_COUNT) {
      swap(piece, ends[group]++);
      scatter(piece, group);
    }
  }

  /** Offers a piece to be begun. */
  void add(int piece) {
    if (position[piece] != ABSENT) {
      return;
    }
    int group = group(piece);
    order[size] = piece;
    position[piece] = size;
    size++;
    // It lies in the last group now, and goes down from group to group over their first pieces.
    ends[highest]++;
    for (int above = highest; above > group; above--) {
      swap(piece, ends[above - 1]++);
    }
    scatter(piece, group);
  }

  /** Takes back the offer of a piece. */
  void remove(int piece) {
    if (position[piece] == ABSENT) {
      return;
    }
    for (int group = group(piece); group <= highest; group++) {
      swap(piece, --ends[group]);
    }
    size--;
    position[piece] = ABSENT;
  }

  /** How many pieces are on offer. */
  int size() {
    return size;
  }

  /** How many of the pieces on offer some connected peer has. */
  int obtainable() {
    return seeds > 0 ? size : size - ends[0];
  }

  /** True if a piece is on offer. */
  boolean isOffered(int piece) {
    return position[piece] != ABSENT;
  }

  /** Where a piece that is on offer lies in their order, the rarest at 0. */
  int rank(int piece) {
    return position[piece];
  }

  /** The piece on offer at an index, the rarest at 0. */
  int get(int index) {
    return order[index];
  }

  private int group(int piece) {
    return Math.min(counts[piece], MAX_COUNT);
  }

  /** Puts a piece that is new in its group to a random place there. */
  private void scatter(int piece, int group) {
    int start = group == 0 ? 0 : ends[group - 1];
    swap(piece, start + random.nextInt(ends[group] - start));
  }

  private void swap(int piece, int target) {
    int from = position[piece];
    int other = order[target];
    order[from] = other;
    position[other] = from;
    order[target] = piece;
    position[piece] = target;
  }
}
