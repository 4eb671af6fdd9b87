package io.skep.metainfo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The two hash functions of BitTorrent: SHA-1 of version 1 (BEP 3), SHA-256 of version 2 (BEP 52).
 */
final class Digests {
  static final int SHA1_LENGTH = 20;
  static final int SHA256_LENGTH = 32;

  private Digests() {}

  static MessageDigest sha1() {
    return of("SHA-1");
  }

  static MessageDigest sha256() {
    return of("SHA-256");
  }

  private static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has " + algorithm, e);
    }
  }
}
