package io.skep.protocol;

/** The bits by which message stream encryption names what the stream is encrypted with. */
final class EncryptionMethod {
  static final int PLAINTEXT = 0x01;
  static final int RC4 = 0x02;

  private EncryptionMethod() {}

  /** The methods of a side that can do RC4 and maybe takes plaintext. */
  static int allowed(boolean plaintext) {
    return plaintext ? PLAINTEXT | RC4 : RC4;
  }
}
