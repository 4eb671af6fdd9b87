package io.skep.cli;

/**
 * Keeps the process small, whatever the machine's memory: by default the JVM begins with a 64th of
 * it, and lets all of that fill with garbage before it collects any. A whole collection, once there
 * is much of it, leaves the JVM with a heap that is a few times as large as what lives there.
 */
final class HeapWatch {
  /** In bytes. */
  private static final long MUCH = 48L << 20;

  private final Runtime runtime = Runtime.getRuntime();

  /** What was left by the last collection, in bytes. */
  private long living;

  /** Looks at the heap; to be called about each second. */
  void look() {
    if (used() - living > MUCH && runtime.totalMemory() > 2 * (living + MUCH)) {
      System.gc();
      living = used();
    }
  }

  private long used() {
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
