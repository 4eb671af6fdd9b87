package io.skep.metainfo;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the threads that hash one torrent share: what is to be hashed, and where it goes. */
final class HashingTask {
  /** Small pieces are taken in a row, so that each thread reads on where it was. */
  private static final int BATCH_LENGTH = 1 << 20;

  private final PieceLayout layout;

  /** For each file of the layout what it is read from; null for padding. */
  private final List<@Nullable SourceFile> files;

  private final byte @Nullable [] sha1s;
  private final byte @Nullable [] roots;
  private final int batch;
  private final AtomicInteger next = new AtomicInteger();
  private final LongAdder hashed = new LongAdder();

  HashingTask(PieceLayout layout, List<@Nullable SourceFile> files, Metainfo.Version version) {
    this.layout = layout;
    this.files = files;
    int pieces = layout.pieceCount();
    sha1s = version == Metainfo.Version.V2 ? null : new byte[pieces * Digests.SHA1_LENGTH];
    roots = version == Metainfo.Version.V1 ? null : new byte[pieces * MerkleTree.HASH_LENGTH];
    batch = Math.max(1, BATCH_LENGTH / layout.pieceLength());
  }

  PieceLayout layout() {
    return layout;
  }

  SourceFile file(int index) {
    SourceFile file = files.get(index);
    if (file == null) {
      throw new IllegalStateException("padding is read from nowhere");
    }
    return file;
  }

  /** The hashes of version 1, each 20 bytes at its piece's place; null where none are wanted. */
  byte @Nullable [] sha1s() {
    return sha1s;
  }

  /** The roots of the pieces, each 32 bytes at its piece's place; null where none are wanted. */
  byte @Nullable [] roots() {
    return roots;
  }

  /** Counts bytes that were hashed. */
  void add(int bytes) {
    hashed.add(bytes);
  }

  /** How many bytes were hashed so far. */
  long hashed() {
    return hashed.sum();
  }

  /** Takes pieces until none are left, or until it is interrupted. */
  void work() throws Exception {
    try (PieceHasher hasher = new PieceHasher(this)) {
      while (true) {
        int first = next.getAndAdd(batch);
        int end = Math.min(layout.pieceCount(), first + batch);
        if (first >= end) {
          return;
        }
        for (int piece = first; piece < end; piece++) {
          hasher.hash(piece);
        }
      }
    }
  }
}
