package io.skep.protocol;

import io.netty.buffer.ByteBuf;

/** Looks for the bytes that follow on a padding whose length isn't known. */
final class EncryptionMark {
  /** The longest padding that message stream encryption allows, in bytes. */
  static final int MAX_PADDING = 512;

  private final byte[] mark;
  private int skipped;

  EncryptionMark(byte[] mark) {
    this.mark = mark;
  }

  /**
   * Moves the reader index behind the mark, or to where it may yet begin.
   *
   * @return true if the mark was found
   * @throws PeerWireException if it does not come within the longest padding
   */
  boolean find(ByteBuf in) throws PeerWireException {
    while (in.readableBytes() >= mark.length) {
      if (isAt(in, in.readerIndex())) {
        in.skipBytes(mark.length);
        return true;
      }
      if (skipped == MAX_PADDING) {
        throw new PeerWireException("the peer does not go on with message stream encryption");
      }
      in.skipBytes(1);
      skipped++;
    }
    return false;
  }

  private boolean isAt(ByteBuf in, int index) {
    for (int i = 0; i < mark.length; i++) {
      if (in.getByte(index + i) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
