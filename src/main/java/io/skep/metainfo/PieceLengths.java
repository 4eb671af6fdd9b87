package io.skep.metainfo;

/** Chooses how long a torrent's pieces are. */
final class PieceLengths {
  /** The least: a block, below which version 2 has nothing (BEP 52). */
  static final int MIN = MerkleTree.BLOCK_LENGTH;

  /** Longer pieces are shared late and are costly to lose, so nobody chooses them by himself. */
  private static final int MAX_CHOSEN = 16 << 20;

  private static final int AIM = 2000;

  private PieceLengths() {}

  /** The least power of two that makes at most 2,000 pieces of so many bytes, up to 16 MiB. */
  static int choose(long length) {
    int chosen = MIN;
    while (chosen < MAX_CHOSEN && PieceLayout.pieces(length, chosen) > AIM) {
      chosen *= 2;
    }
    while (chosen < Metainfo.MAX_PIECE_LENGTH
        && PieceLayout.pieces(length, chosen) > PieceLayout.MAX_PIECES) {
      chosen *= 2;
    }
    return chosen;
  }

  /** True for a power of two from 16 KiB to {@link Metainfo#MAX_PIECE_LENGTH}. */
  static boolean isAllowed(long length) {
    return length >= MIN && length <= Metainfo.MAX_PIECE_LENGTH && Long.bitCount(length) == 1;
  }
}
