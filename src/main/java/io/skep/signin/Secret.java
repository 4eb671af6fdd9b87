package io.skep.signin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * 256 random bits that let somebody in, as 43 characters for cookies and links.
 *
 * @param text the characters
 */
record Secret(String text) {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** One that is as good as none before. */
  static Secret fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** True if a text could be one; what can't be is not even looked for. */
  static boolean hasForm(String text) {
    return FORM.matcher(text).matches();
  }

  /** What is kept of it. */
  byte[] hash() {
    return hash(text);
  }

  static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The key under which a table has what this secret is for; empty for what can't be one. */
  static Optional<ByteBuffer> keyOf(String text) {
    return hasForm(text) ? Optional.of(key(hash(text))) : Optional.empty();
  }

  /** The hash as a key of a table. */
  static ByteBuffer key(byte[] hash) {
    return ByteBuffer.wrap(hash).asReadOnlyBuffer();
  }

  /** Another secret that only who knows this one can tell; this one can't be told from it. */
  String derived(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] made = mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(made);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** Whether two texts are the same, in a time that does not tell where they differ. */
  static boolean areEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** Not the secret, which must not get into a log. */
  @Override
  public String toString() {
    return "a secret";
  }
}
