package io.skep.client;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes wait to be written. Above {@link #HIGH} it is full, and the network should not be
 * read until it has drained below {@link #LOW}.
 */
final class WriteBacklog {
  /** In bytes: what a disk takes in a tenth of a second or so. */
  static final long HIGH = 32L << 20;

  static final long LOW = HIGH / 2;

  private final Workers workers;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicBoolean full = new AtomicBoolean();
  private Runnable drained = () -> {};

  WriteBacklog(Workers workers) {
    this.workers = workers;
  }

  /** On the event loop. */
  void onDrained(Runnable action) {
    drained = action;
  }

  long bytes() {
    return bytes.get();
  }

  boolean isFull() {
    return full.get();
  }

  void add(int count) {
    if (bytes.addAndGet(count) > HIGH) {
      full.set(true);
      // The workers may have written all of it before it was called full.
      tellIfDrained();
    }
  }

  void remove(int count) {
    bytes.addAndGet(-count);
    tellIfDrained();
  }

  private void tellIfDrained() {
    if (full.get() && bytes.get() < LOW && full.compareAndSet(true, false)) {
      workers.post(() -> drained.run());
    }
  }
}
