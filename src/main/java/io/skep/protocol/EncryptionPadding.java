package io.skep.protocol;

import java.util.random.RandomGenerator;

/** What makes each handshake of message stream encryption look different. */
final class EncryptionPadding {
  /** How many zeros show that what was decrypted was encrypted with the same key. */
  static final int CHECK_LENGTH = 8;

  private EncryptionPadding() {}

  /** Some random bytes, 512 at most. */
  static byte[] random(RandomGenerator random) {
    byte[] padding = new byte[random.nextInt(EncryptionMark.MAX_PADDING + 1)];
    random.nextBytes(padding);
    return padding;
  }

  /** The length of a padding that the other side has told. */
  static int checkLength(int length) throws PeerWireException {
    if (length > EncryptionMark.MAX_PADDING) {
      throw new PeerWireException("a padding has 512 bytes at most, not " + length);
    }
    return length;
  }
}
