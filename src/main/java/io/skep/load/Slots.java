package io.skep.load;

/**
 * The UDP questions of one event loop that wait for answers, in arrays.
 *
 * <p>A transaction id says which slot a question has and which of the slot's questions it is,
 * multiplied by a number of our own: so an id that is off by one is not the id of a neighbour.
 */
final class Slots {
  /** No slot: the id is that of a question which was given up. */
  static final int LATE = -1;

  /** No slot: no question had this id of late. */
  static final int UNKNOWN = -2;

  private static final int FACTOR = 0x9E3779B1;
  private static final int INVERSE = inverse(FACTOR);
  private static final int LATE_GENERATIONS = 1024;

  final Kind[] kind;
  final int[] source;
  final int[] peer;
  final boolean[] counted;
  final long[] planned;
  final long[] sent;
  private final int[] generation;
  private final boolean[] waiting;
  private final int[] free;
  private int freeCount;

  /** So many slots, at most 65535. */
  Slots(int size) {
    kind = new Kind[size];
    source = new int[size];
    peer = new int[size];
    counted = new boolean[size];
    planned = new long[size];
    sent = new long[size];
    generation = new int[size];
    waiting = new boolean[size];
    free = new int[size];
    for (int i = 0; i < size; i++) {
      free[i] = size - 1 - i;
    }
    freeCount = size;
  }

  private static int inverse(int odd) {
    int inverse = odd;
    for (int i = 0; i < 4; i++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  boolean hasRoom() {
    return freeCount > 0;
  }

  int size() {
    return free.length;
  }

  int waiting() {
    return free.length - freeCount;
  }

  boolean isWaiting(int slot) {
    return waiting[slot];
  }

  /** Takes a slot; there is one. */
  int take() {
    int slot = free[--freeCount];
    waiting[slot] = true;
    generation[slot] = (generation[slot] + 1) & 0xFFFF;
    return slot;
  }

  void release(int slot) {
    waiting[slot] = false;
    free[freeCount++] = slot;
  }

  /** What the slot's question is called. */
  int transactionId(int slot) {
    return (generation[slot] << 16 | slot) * FACTOR;
  }

  /** The slot of the question that has this id and was sent from this source, or a constant. */
  int find(int transactionId, int from) {
    int plain = transactionId * INVERSE;
    int slot = plain & 0xFFFF;
    if (slot >= free.length) {
      return UNKNOWN;
    }
    int age = (generation[slot] - (plain >>> 16)) & 0xFFFF;
    if (age == 0 && waiting[slot]) {
      return source[slot] == from ? slot : UNKNOWN;
    }
    return age < LATE_GENERATIONS && age <= generation[slot] ? LATE : UNKNOWN;
  }
}
