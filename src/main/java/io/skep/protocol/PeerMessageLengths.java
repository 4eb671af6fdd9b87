package io.skep.protocol;

/** How long a message of each kind may be, so that a peer can't make us wait for more. */
final class PeerMessageLengths {
  private static final int SHORTEST_HASHES = 1 + HashRange.WIRE_LENGTH;
  private static final int LONGEST_HASHES =
      SHORTEST_HASHES + (HashRange.MAX_LENGTH + HashRange.MAX_LAYER) * HashRange.HASH_LENGTH;

  private PeerMessageLengths() {}

  /**
   * Checks a message's length, its id counted and the 4 bytes before that not.
   *
   * @return false for a kind that we don't know, whose length is not looked at
   * @throws PeerWireException if no message of that kind has the length
   */
  static boolean check(int id, int length, int maxBitfieldBytes) throws PeerWireException {
    switch (id) {
      case PeerMessageId.BLOCK -> between("block", length, 9, PeerWire.MAX_MESSAGE_LENGTH);
      case PeerMessageId.REQUEST -> exactly("request", length, 13);
      case PeerMessageId.HAVE -> exactly("have", length, 5);
      case PeerMessageId.CANCEL -> exactly("cancel", length, 13);
      case PeerMessageId.REJECT -> exactly("reject", length, 13);
      case PeerMessageId.CHOKE -> exactly("choke", length, 1);
      case PeerMessageId.UNCHOKE -> exactly("unchoke", length, 1);
      case PeerMessageId.INTERESTED -> exactly("interested", length, 1);
      case PeerMessageId.NOT_INTERESTED -> exactly("not interested", length, 1);
      case PeerMessageId.BITFIELD -> between("bitfield", length, 1, 1 + maxBitfieldBytes);
      case PeerMessageId.PORT -> exactly("port", length, 3);
      case PeerMessageId.SUGGEST -> exactly("suggest", length, 5);
      case PeerMessageId.HAVE_ALL -> exactly("have all", length, 1);
      case PeerMessageId.HAVE_NONE -> exactly("have none", length, 1);
      case PeerMessageId.ALLOWED_FAST -> exactly("allowed fast", length, 5);
      case PeerMessageId.EXTENDED -> between("extended", length, 2, PeerWire.MAX_MESSAGE_LENGTH);
      case PeerMessageId.HASH_REQUEST -> exactly("hash request", length, SHORTEST_HASHES);
      case PeerMessageId.HASHES -> hashes(length);
      case PeerMessageId.HASH_REJECT -> exactly("hash reject", length, SHORTEST_HASHES);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void exactly(String kind, int length, int right) throws PeerWireException {
    if (length != right) {
      throw new PeerWireException(
          "the message '" + kind + "' has " + right + " bytes, not " + length);
    }
  }

  private static void between(String kind, int length, int least, int most)
      throws PeerWireException {
    if (length < least || length > most) {
      throw new PeerWireException(
          "the message '" + kind + "' has " + least + " to " + most + " bytes, not " + length);
    }
  }

  private static void hashes(int length) throws PeerWireException {
    between("hashes", length, SHORTEST_HASHES, LONGEST_HASHES);
    if ((length - SHORTEST_HASHES) % HashRange.HASH_LENGTH != 0) {
      throw new PeerWireException(
          "the message 'hashes' has no whole number of hashes in " + length + " bytes");
    }
  }
}
