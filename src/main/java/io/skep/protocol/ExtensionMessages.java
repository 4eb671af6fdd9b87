package io.skep.protocol;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeException;
import io.skep.bencode.BencodeReader;

/** Reads the dictionary that most messages of extensions are. */
final class ExtensionMessages {
  private static final BencodeReader.Limits LIMITS = new BencodeReader.Limits(8, 2000);

  private ExtensionMessages() {}

  /**
   * Reads a dictionary, its keys in any order, as some clients write them.
   *
   * @param what how the message is called in the exception's words
   */
  static BencodeDictionary read(String what, byte[] bytes) throws PeerWireException {
    try {
      if (BencodeReader.readLenient(bytes, LIMITS) instanceof BencodeDictionary dictionary) {
        return dictionary;
      }
    } catch (BencodeException e) {
      throw new PeerWireException(what + " cannot be read: " + e.getMessage());
    }
    throw new PeerWireException(what + " is no dictionary");
  }
}
