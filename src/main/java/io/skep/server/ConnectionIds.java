package io.skep.server;

import io.skep.bittorrent.PeerAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks the connection ids of BEP 15 without storing any.
 *
 * <p>An id proves that its bearer has received a packet at its address. Its lower {@value
 * #TIME_BITS} bits are those of the second in which it was made, the others are of the CBC-MAC with
 * AES-128 over the address and that whole second. Both are two blocks at any time, and for messages
 * of one length CBC-MAC is a pseudo-random function (Bellare, Kilian and Rogaway, 1994). So a guess
 * is right once in 2^54, an id is as good as forgotten after {@value #LIFETIME} s, and the low bits
 * save trying every second that might have been meant.
 *
 * <p>The port isn't in it: a home router may give a client another one at any time. Not safe for
 * use by several threads; each event loop has its own over the same key.
 */
final class ConnectionIds {
  /** How long an id is good, in seconds: BEP 15 asks a tracker for two minutes. */
  static final int LIFETIME = 120;

  /** The length of a key, in bytes. */
  static final int KEY_LENGTH = 16;

  private static final int TIME_BITS = 10;
  private static final long TIME_MASK = (1 << TIME_BITS) - 1;
  private static final int BLOCK = 16;

  private final Cipher aes;
  private final byte[] block = new byte[BLOCK];
  private final byte[] mac = new byte[BLOCK];
  private final ByteBuffer words = ByteBuffer.wrap(block);
  private final ByteBuffer macWords = ByteBuffer.wrap(mac);

  /**
   * Ids under a key.
   *
   * @param key 16 random bytes
   */
  ConnectionIds(byte[] key) {
    try {
      // One block at a time, chained by hand below: a CBC cipher would be set up anew for each id.
      aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES", e);
    }
  }

  /** The id of a client at this address, made now (seconds). */
  long issue(PeerAddress address, long now) {
    return issue(address.high(), address.low(), now);
  }

  private long issue(long high, long low, long now) {
    return (mac(high, low, now) & ~TIME_MASK) | (now & TIME_MASK);
  }

  /** True if this id was issued to the address within the last two minutes. */
  boolean isValid(long id, PeerAddress address, long now) {
    return isValid(id, address.high(), address.low(), now);
  }

  /** The same for the two halves of an address. */
  boolean isValid(long id, long high, long low, long now) {
    long age = (now - id) & TIME_MASK;
    return age <= LIFETIME && issue(high, low, now - age) == id;
  }

  private long mac(long high, long low, long second) {
    words.putLong(0, high).putLong(8, low);
    encrypt();
    words.putLong(0, macWords.getLong(0) ^ second).putLong(8, macWords.getLong(8));
    encrypt();
    return macWords.getLong(0);
  }

  private void encrypt() {
    try {
      aes.update(block, 0, BLOCK, mac, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a block of AES has room in a block", e);
    }
  }
}
