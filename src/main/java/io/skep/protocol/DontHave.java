package io.skep.protocol;

import java.nio.ByteBuffer;

/**
 * The sender no longer has this piece (BEP 54).
 *
 * @param piece not compared with any torrent, but never negative
 */
public record DontHave(int piece) {
  private static final int LENGTH = 4;

  /**
   * Reads the payload of an extended message.
   *
   * @throws PeerWireException if it is anything else
   */
  public static DontHave read(byte[] bytes) throws PeerWireException {
    if (bytes.length != LENGTH) {
      throw new PeerWireException("a don't-have has 4 bytes, not " + bytes.length);
    }
    int piece = ByteBuffer.wrap(bytes).getInt();
    if (piece < 0) {
      throw new PeerWireException("no piece is " + Integer.toUnsignedString(piece));
    }
    return new DontHave(piece);
  }

  /** The payload of an extended message that says this. */
  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putInt(piece).array();
  }
}
