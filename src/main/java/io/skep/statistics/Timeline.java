package io.skep.statistics;

import java.util.Arrays;

/**
 * How many seeders and leechers one torrent had, step by step.
 *
 * <p>Only steps in which something changed take room: some three bytes each, of how many steps it
 * was since the one before and by how much both figures have changed. Used by one thread at a time.
 */
final class Timeline {
  /** What one takes beside its bytes: the object, its array, and its place in a table. */
  static final int BASE_BYTES = 128;

  /** Is shown the steps in which something changed. */
  interface Visitor {
    void visit(long step, int seeders, int leechers);
  }

  private static final byte[] NOTHING = {};

  private long firstStep;
  private int firstSeeders;
  private int firstLeechers;
  private long lastStep;
  private int lastSeeders;
  private int lastLeechers;
  private byte[] changes = NOTHING;
  private int length;

  Timeline(long step, int seeders, int leechers) {
    firstStep = lastStep = step;
    firstSeeders = lastSeeders = seeders;
    firstLeechers = lastLeechers = leechers;
  }

  int bytes() {
    return BASE_BYTES + changes.length;
  }

  /** True if nobody was there at any time that is known. */
  boolean isEmpty() {
    return length == 0 && lastSeeders + lastLeechers == 0;
  }

  boolean isAt(int seeders, int leechers) {
    return lastSeeders == seeders && lastLeechers == leechers;
  }

  void add(long step, int seeders, int leechers) {
    if (step <= lastStep || isAt(seeders, leechers)) {
      return;
    }
    write(step - lastStep);
    write(zigzag(seeders - lastSeeders));
    write(zigzag(leechers - lastLeechers));
    lastStep = step;
    lastSeeders = seeders;
    lastLeechers = leechers;
  }

  private static long zigzag(int value) {
    return (value << 1 ^ value >> 31) & 0xFFFFFFFFL;
  }

  private void write(long value) {
    long rest = value;
    while (rest > 0x7F) {
      write((byte) (rest | 0x80));
      rest >>>= 7;
    }
    write((byte) rest);
  }

  private void write(byte next) {
    if (length == changes.length) {
      changes = Arrays.copyOf(changes, Math.max(8, length + length / 4));
    }
    changes[length++] = next;
  }

  /** What is left where all before this step is forgotten, but for how things stood then. */
  Timeline since(long step) {
    if (step <= firstStep) {
      return this;
    }
    Reader reader = new Reader();
    Timeline rest = new Timeline(step, firstSeeders, firstLeechers);
    while (reader.next()) {
      if (reader.step <= step) {
        rest = new Timeline(step, reader.seeders, reader.leechers);
      } else {
        rest.add(reader.step, reader.seeders, reader.leechers);
      }
    }
    rest.changes = Arrays.copyOf(rest.changes, rest.length);
    return rest;
  }

  /** Shows the first step that is known and all in which something changed. */
  void forEach(Visitor visitor) {
    visitor.visit(firstStep, firstSeeders, firstLeechers);
    Reader reader = new Reader();
    while (reader.next()) {
      visitor.visit(reader.step, reader.seeders, reader.leechers);
    }
  }

  private final class Reader {
    private int at;
    private long step = firstStep;
    private int seeders = firstSeeders;
    private int leechers = firstLeechers;

    boolean next() {
      if (at >= length) {
        return false;
      }
      step += read();
      seeders += unzigzag(read());
      leechers += unzigzag(read());
      return true;
    }

    private int unzigzag(long value) {
      return (int) (value >>> 1) ^ -(int) (value & 1);
    }

    private long read() {
      long value = 0;
      int shift = 0;
      byte next;
      do {
        next = changes[at++];
        value |= (long) (next & 0x7F) << shift;
        shift += 7;
      } while (next < 0);
      return value;
    }
  }
}
