package io.skep.client;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Arrays for workers to hash from, as many as work at once. */
final class Buffers {
  private final BlockingQueue<byte[]> free = new LinkedBlockingQueue<>();

  /** An array of {@link PieceDigest#CHUNK_LENGTH}, with anything in it. */
  byte[] take() {
    byte[] buffer = free.poll();
    return buffer == null ? new byte[PieceDigest.CHUNK_LENGTH] : buffer;
  }

  void giveBack(byte[] buffer) {
    free.add(buffer);
  }
}
