package io.skep.bencode;

/**
 * A bencoded value (BEP 3), a view on the array that it was read from: that array must not change
 * while the value is in use.
 */
public sealed interface BencodeValue
    permits BencodeInteger, BencodeString, BencodeList, BencodeDictionary {
  /** Where the value's first byte is in the input. */
  int start();

  /** Where the first byte after the value is in the input. */
  int end();
}
