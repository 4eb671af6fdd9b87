package io.skep.client;

/** A block to ask a peer for. */
record Pick(PartialPiece partial, int block) {
  int piece() {
    return partial.piece();
  }

  int begin() {
    return Blocks.begin(block);
  }

  int length() {
    return partial.length(block);
  }
}
