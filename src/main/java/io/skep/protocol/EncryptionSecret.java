package io.skep.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.skep.bittorrent.InfoHash;

/**
 * What both sides of message stream encryption make of the secret that they agreed on; the
 * specification calls it S, and the info-hash SKEY.
 */
final class EncryptionSecret {
  private final byte[] secret;

  EncryptionSecret(byte[] secret) {
    this.secret = secret;
  }

  /** By which the responder finds where the initiator's padding ends. */
  byte[] mark() {
    return hash("req1", secret);
  }

  /** What the initiator sends of the info-hash, so that only who knows it can tell it. */
  byte[] hidden(InfoHash infoHash) {
    byte[] hidden = hash("req2", infoHash.bytes());
    byte[] mask = hash("req3", secret);
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] ^= mask[i];
    }
    return hidden;
  }

  /** The cipher of what the initiator sends. */
  StreamCipher fromInitiator(InfoHash infoHash) {
    return new StreamCipher(hash("keyA", secret, infoHash.bytes()));
  }

  /** The cipher of what the responder sends. */
  StreamCipher fromResponder(InfoHash infoHash) {
    return new StreamCipher(hash("keyB", secret, infoHash.bytes()));
  }

  private static byte[] hash(String name, byte[] part) {
    return Sha1.of(name.getBytes(US_ASCII), part);
  }

  private static byte[] hash(String name, byte[] first, byte[] second) {
    return Sha1.of(name.getBytes(US_ASCII), first, second);
  }
}
