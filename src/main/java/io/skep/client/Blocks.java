package io.skep.client;

/** How pieces are cut into the blocks that peers ask each other for (BEP 3). */
final class Blocks {
  /** The length of a block, in bytes; the last one of a piece may be shorter. */
  static final int LENGTH = 16 * 1024;

  private Blocks() {}

  /** How many blocks a piece of this length has. */
  static int count(int pieceLength) {
    return (int) (((long) pieceLength + LENGTH - 1) / LENGTH);
  }

  /** Where a block begins in its piece, in bytes. */
  static int begin(int block) {
    return block * LENGTH;
  }

  /** The length of a block of a piece of this length, in bytes. */
  static int length(int pieceLength, int block) {
    return Math.min(LENGTH, pieceLength - begin(block));
  }
}
