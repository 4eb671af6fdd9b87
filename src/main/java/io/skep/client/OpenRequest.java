package io.skep.client;

import io.skep.protocol.PeerMessage;

/**
 * A request that was sent and not answered yet.
 *
 * @param block the first block
 * @param blocks how many there are: more than one only for a peer that takes long requests
 * @param length how many bytes these are
 * @param nanos when it was sent
 */
record OpenRequest(int piece, int block, int blocks, int length, long nanos) {
  boolean has(int otherPiece, int otherBlock) {
    return piece == otherPiece && otherBlock >= block && otherBlock < end();
  }

  /** The block behind the last. */
  int end() {
    return block + blocks;
  }

  int begin() {
    return Blocks.begin(block);
  }

  PeerMessage.Request message() {
    return new PeerMessage.Request(piece, begin(), length);
  }

  PeerMessage.Cancel cancel() {
    return new PeerMessage.Cancel(piece, begin(), length);
  }
}
