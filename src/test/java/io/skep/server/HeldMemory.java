package io.skep.server;

import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;

/** The memory that is in use after the garbage has gone. */
final class HeldMemory {
  private HeldMemory() {}

  /** Bytes of heap and of Netty's pool. */
  static long bytes() {
    long least = Long.MAX_VALUE;
    // References that a first collection clears are garbage only for the next.
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
  }
}
