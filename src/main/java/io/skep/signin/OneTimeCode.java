package io.skep.signin;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The codes of a second factor: six digits, another every 30 seconds (TOTP, RFC 6238, with
 * HMAC-SHA-1, which is what every authenticator understands).
 */
final class OneTimeCode {
  private static final int STEP_SECONDS = 30;
  private static final int SECRET_BYTES = 20;
  private static final int MODULUS = 1_000_000;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private OneTimeCode() {}

  /** A fresh secret for both sides. */
  static byte[] secret() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return secret;
  }

  /** The number of the time step that this second lies in. */
  static long step(long seconds) {
    return seconds / STEP_SECONDS;
  }

  /** The code of a step. */
  static String at(byte[] secret, long step) {
    byte[] hash = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
    return String.format(Locale.ROOT, "%06d", number % MODULUS);
  }

  private static byte[] hmac(byte[] secret, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      return mac.doFinal(message);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }

  /**
   * The step of which this is the code: the present one, the one before or the one after, since
   * clocks differ and people take their time. -1 if it is of none of them.
   */
  static long find(byte[] secret, String code, long seconds) {
    long found = -1;
    for (long step = step(seconds) - 1; step <= step(seconds) + 1; step++) {
      byte[] right = at(secret, step).getBytes(StandardCharsets.US_ASCII);
      if (MessageDigest.isEqual(right, code.getBytes(StandardCharsets.UTF_8))) {
        found = step;
      }
    }
    return found;
  }

  /** The secret in the form that people type into an authenticator (RFC 4648). */
  static String base32(byte[] secret) {
    StringBuilder text = new StringBuilder();
    int bits = 0;
    int waiting = 0;
    for (byte next : secret) {
      bits = (bits << Byte.SIZE) | (next & 0xff);
      waiting += Byte.SIZE;
      while (waiting >= 5) {
        waiting -= 5;
        text.append(BASE32.charAt((bits >> waiting) & 31));
      }
      bits &= (1 << waiting) - 1;
    }
    if (waiting > 0) {
      text.append(BASE32.charAt((bits << (5 - waiting)) & 31));
    }
    return text.toString();
  }

  /** What an authenticator reads from a QR code. */
  static String uri(byte[] secret, String name) {
    String label = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "otpauth://totp/Skep:" + label + "?secret=" + base32(secret) + "&issuer=Skep";
  }
}
