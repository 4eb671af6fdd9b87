package io.skep.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Hashes passkeys with a secret that this process made up, so that how long a look-up takes tells
 * nothing of the passkeys that are known: whoever guesses can't choose what a guess is compared
 * with.
 *
 * <p>128 bits of SHA-256 over the secret and the passkey. The hash never leaves the process, so
 * that a hash that could be gone on with does no harm. The secret has 16 bytes so that a passkey of
 * ours fits one block with it.
 */
final class PasskeyHashes {
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(PasskeyHashes::sha256);

  private final byte[] secret = new byte[16];

  PasskeyHashes() {
    new SecureRandom().nextBytes(secret);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  PasskeyHash of(String passkey) {
    MessageDigest digest = SHA256.get();
    digest.update(secret);
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(passkey.getBytes(StandardCharsets.ISO_8859_1)));
    return new PasskeyHash(hash.getLong(), hash.getLong());
  }
}
