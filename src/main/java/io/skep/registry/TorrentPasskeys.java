package io.skep.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes and opens the passkeys of single torrents, which nothing has to be kept of.
 *
 * <p>Such a passkey is 160 bits, written as 32 characters: a tag of 11 bytes, and behind it the
 * user in 4 and the torrent in 5 bytes, masked. With two keys that come from the site's:
 *
 * <ul>
 *   <li>tag = HMAC-SHA256(first key, user in 8 bytes | torrent in 8 | generation in 4 | the user's
 *       own passkey), cut to 88 bits;
 *   <li>masked = (user | torrent) xor HMAC-SHA256(second key, tag), cut to 72 bits.
 * </ul>
 *
 * <p>This is the synthetic-IV construction (as RFC 5297 has it with AES): the tag is both what
 * proves the rest and what it is masked with, so no random number is needed and the same user,
 * torrent and generation always give the same passkey. Without the site's key it looks random, two
 * of them tell nothing of each other, and one that is right is guessed with a chance of 2^-88. The
 * user's own passkey goes into the tag, so that all of them end with it; the generation, so that
 * one can end alone. The fixed lengths come first, so that no two sets of parts are written alike.
 */
final class TorrentPasskeys {
  /** The highest id of a user that there is room for. */
  static final long MAX_USER = (1L << 32) - 1;

  /** The highest id of a torrent that there is room for. */
  static final long MAX_TORRENT = (1L << 40) - 1;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TAG = 11;
  private static final int MASKED = PasskeyText.BYTES - TAG;
  private static final int MIN_KEY = 16;

  /** Whom and what a passkey names; not proven yet. */
  record Claim(long user, long torrent, byte[] tag) {}

  private final ThreadLocal<Mac> tagging;
  private final ThreadLocal<Mac> masking;

  TorrentPasskeys(byte[] siteKey) {
    if (siteKey.length < MIN_KEY) {
      throw new IllegalArgumentException("the site's key has at least " + MIN_KEY + " bytes");
    }
    Mac site = mac(siteKey);
    byte[] tagKey = site.doFinal(ascii("skep passkey of a torrent: tag"));
    byte[] maskKey = site.doFinal(ascii("skep passkey of a torrent: mask"));
    tagging = ThreadLocal.withInitial(() -> mac(tagKey));
    masking = ThreadLocal.withInitial(() -> mac(maskKey));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  String make(long user, long torrent, int generation, String userPasskey) {
    if (user < 1 || user > MAX_USER || torrent < 1 || torrent > MAX_TORRENT) {
      throw new IllegalArgumentException("no passkey for user " + user + ", torrent " + torrent);
    }
    byte[] tag = tag(user, torrent, generation, userPasskey);
    byte[] mask = masking.get().doFinal(tag);
    ByteBuffer names = ByteBuffer.allocate(Long.BYTES + MASKED);
    names.putInt((int) user).put((byte) (torrent >>> 32)).putInt((int) torrent);
    ByteBuffer passkey = ByteBuffer.allocate(PasskeyText.BYTES).put(tag);
    for (int i = 0; i < MASKED; i++) {
      passkey.put((byte) (names.get(i) ^ mask[i]));
    }
    return PasskeyText.encode(passkey.array());
  }

  /** What a text claims to be the passkey of; null if it is none at all. */
  @Nullable Claim claim(String text) {
    byte[] passkey = PasskeyText.decode(text);
    if (passkey == null) {
      return null;
    }
    byte[] tag = new byte[TAG];
    System.arraycopy(passkey, 0, tag, 0, TAG);
    byte[] mask = masking.get().doFinal(tag);
    ByteBuffer names = ByteBuffer.allocate(MASKED);
    for (int i = 0; i < MASKED; i++) {
      names.put((byte) (passkey[TAG + i] ^ mask[i]));
    }
    names.flip();
    long user = Integer.toUnsignedLong(names.getInt());
    long torrent = (names.get() & 0xFFL) << 32 | Integer.toUnsignedLong(names.getInt());
    return new Claim(user, torrent, tag);
  }

  /** True if the claim's tag is that of this generation and this passkey of its user's. */
  boolean proves(Claim claim, int generation, String userPasskey) {
    byte[] tag = tag(claim.user, claim.torrent, generation, userPasskey);
    return MessageDigest.isEqual(tag, claim.tag);
  }

  private byte[] tag(long user, long torrent, int generation, String userPasskey) {
    byte[] secret = ascii(userPasskey);
    ByteBuffer parts = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + secret.length);
    parts.putLong(user).putLong(torrent).putInt(generation).put(secret);
    byte[] whole = tagging.get().doFinal(parts.array());
    byte[] tag = new byte[TAG];
    System.arraycopy(whole, 0, tag, 0, TAG);
    return tag;
  }
}
