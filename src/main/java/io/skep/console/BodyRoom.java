package io.skep.console;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes the bodies that are being read may take together, or they would fill the heap. */
final class BodyRoom {
  private final AtomicLong taken = new AtomicLong();
  private final long max;

  BodyRoom(long max) {
    this.max = max;
  }

  /** Takes room for a body; false if there is none now. One alone always has room. */
  boolean take(long bytes) {
    long before = taken.getAndAdd(bytes);
    boolean fits = before == 0 || before + bytes <= max;
    if (!fits) {
      give(bytes);
    }
    return fits;
  }

  /** Gives room back. */
  void give(long bytes) {
    taken.addAndGet(-bytes);
  }
}
