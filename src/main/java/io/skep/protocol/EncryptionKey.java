package io.skep.protocol;

import java.math.BigInteger;
import java.util.random.RandomGenerator;

/**
 * One side's fresh key pair for the Diffie-Hellman exchange of message stream encryption.
 *
 * <p>To make one, and then to agree on a secret, costs a fraction of a millisecond of computation
 * each. One that is to be used later may be made on any thread; it is used for one connection.
 */
public final class EncryptionKey {
  /** How many bytes of key each side sends. */
  static final int LENGTH = 96;

  /** The specification's prime of 768 bits; every client must use this one. */
  private static final BigInteger PRIME =
      new BigInteger(
          "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
              + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
              + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A63A36210000000000090563",
          16);

  private static final BigInteger GENERATOR = BigInteger.TWO;
  private static final int PRIVATE_LENGTH = 20;

  private final BigInteger secret;
  private final byte[] open;

  private EncryptionKey(BigInteger secret) {
    this.secret = secret;
    this.open = fixedLength(GENERATOR.modPow(secret, PRIME));
  }

  /** A fresh key pair, as secret as the random numbers are. */
  public static EncryptionKey generate(RandomGenerator random) {
    byte[] secret = new byte[PRIVATE_LENGTH];
    random.nextBytes(secret);
    return new EncryptionKey(new BigInteger(1, secret));
  }

  /** The part that is sent. */
  byte[] open() {
    return open;
  }

  /**
   * What only the two sides know.
   *
   * @throws PeerWireException if the other's key is one with which everybody would know it
   */
  byte[] agree(byte[] other) throws PeerWireException {
    BigInteger theirs = new BigInteger(1, other);
    if (theirs.compareTo(BigInteger.ONE) <= 0
        || theirs.compareTo(PRIME.subtract(BigInteger.ONE)) >= 0) {
      throw new PeerWireException("the peer's key for encryption is none");
    }
    return fixedLength(theirs.modPow(secret, PRIME));
  }

  private static byte[] fixedLength(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[LENGTH];
    int copied = Math.min(bytes.length, LENGTH);
    System.arraycopy(bytes, bytes.length - copied, fixed, LENGTH - copied, copied);
    return fixed;
  }
}
