package io.skep.bencode;

/** A list or dictionary of which the reader has seen the beginning and not the end. */
sealed interface OpenValue permits OpenList, OpenDictionary {
  /** Takes the next value inside, a dictionary's keys among them. */
  void add(BencodeValue value) throws BencodeException;

  /** The whole value, whose last byte is before {@code end}. */
  BencodeValue close(int end) throws BencodeException;
}
