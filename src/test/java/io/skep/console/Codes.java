package io.skep.console;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator of its own, so that ours is not held against itself. */
final class Codes {
  private Codes() {}

  /** The code of now. */
  static JsonObject now(JsonObject begun, PrivateConsole console) {
    return new JsonObject().put("code", code(begun.getString("secret"), console.clock.get() / 30));
  }

  /** One that is neither of now nor of the steps beside it. */
  static JsonObject wrong(JsonObject begun, PrivateConsole console) {
    return new JsonObject()
        .put("code", code(begun.getString("secret"), console.clock.get() / 30 + 1000));
  }

  private static String code(String base32, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(decoded(base32), "raw"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int offset = hash[19] & 15;
      int number = 0;
      for (int i = 0; i < 4; i++) {
        number = number << 8 | (hash[offset + i] & (i == 0 ? 0x7f : 0xff));
      }
      return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] decoded(String base32) {
    BigInteger bits = BigInteger.ZERO;
    for (int i = 0; i < base32.length(); i++) {
      char digit = base32.charAt(i);
      int value = digit >= 'A' ? digit - 'A' : digit - '2' + 26;
      bits = bits.shiftLeft(5).or(BigInteger.valueOf(value));
    }
    byte[] bytes = new byte[base32.length() * 5 / 8];
    for (int i = bytes.length - 1; i >= 0; i--) {
      bytes[i] = bits.byteValue();
      bits = bits.shiftRight(8);
    }
    return bytes;
  }
}
