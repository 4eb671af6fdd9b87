package io.skep.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-1, which every JDK has. */
final class Sha1 {
  private Sha1() {}

  /** The hash of the parts, one behind the other. */
  static byte[] of(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-1", e);
    }
  }
}
