package io.skep.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) of a password, written as the PHC has it: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$SALT$TAG}.
 *
 * <p>Each hash takes its memory while it is made, so how many are made at once is bounded by {@link
 * HashingQueue}. A hash carries its own cost, so those of now stay good when the cost grows.
 */
final class PasswordHash {
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int TAG_BYTES = 32;

  /** What a hash from a database may ask of this machine at most. */
  private static final int MAX_MEMORY_KIB = 1 << 20;

  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9]{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
  private static final SecureRandom RANDOM = new SecureRandom();

  private PasswordHash() {}

  /** The hash of a password with a fresh salt. Takes a core for some hundredths of a second. */
  static String of(String password, HashCost cost) {
    byte[] salt = random(SALT_BYTES);
    byte[] tag = tag(password, salt, cost.memoryKib(), cost.passes(), LANES, TAG_BYTES);
    return written(salt, tag, cost);
  }

  /**
   * A hash that no password has, as costly to compare with as any: for names that nobody has, so
   * that time does not tell which those are.
   */
  static String ofNobody(HashCost cost) {
    return written(random(SALT_BYTES), random(TAG_BYTES), cost);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static String written(byte[] salt, byte[] tag, HashCost cost) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return String.format(
        Locale.ROOT,
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s",
        cost.memoryKib(),
        cost.passes(),
        LANES,
        base64.encodeToString(salt),
        base64.encodeToString(tag));
  }

  /** Whether the hash is this password's; false for what is no hash of ours. */
  static boolean matches(String password, String hash) {
    Matcher parts = FORM.matcher(hash);
    if (!parts.matches()) {
      return false;
    }
    int memory = Integer.parseInt(parts.group(1));
    int passes = Integer.parseInt(parts.group(2));
    int lanes = Integer.parseInt(parts.group(3));
    if (lanes < 1 || passes < 1 || memory < 8 * lanes || memory > MAX_MEMORY_KIB) {
      return false;
    }
    byte[] salt = Base64.getDecoder().decode(parts.group(4));
    byte[] tag = Base64.getDecoder().decode(parts.group(5));
    return MessageDigest.isEqual(tag, tag(password, salt, memory, passes, lanes, tag.length));
  }

  private static byte[] tag(
      String password, byte[] salt, int memory, int passes, int lanes, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] tag = new byte[length];
    byte[] bytes = bytes(password);
    try {
      generator.generateBytes(bytes, tag);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
    return tag;
  }

  /** The same password from every keyboard: some write a letter and its accent as two. */
  private static byte[] bytes(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
  }
}
