package io.skep.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of what is kept or named by it. */
final class Digests {
  private static final int BYTES = 12;

  private Digests() {}

  /** A name: the first 96 bits, more than enough for the few files that there are. */
  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes), 0, BYTES);
  }

  /** All of it. */
  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
