package io.skep.swarm;

/**
 * How a snapshot lies in its file, in big-endian numbers.
 *
 * <p>The head: {@code SKEPSWRM}, the version (4 bytes), whether peers have accounts (1), when it
 * was written (8). Then swarms: the mark 1 (1), info-hash (20), when it was announced first and
 * last (8 and 8), completions (4), flags (1), and for each role and family, in {@link
 * TableKind#index} order, the number of peers (4) and the peers: address (4 or 16), port (2),
 * seconds of silence (2), and where they have accounts peer id (20), key (4), uploaded, downloaded,
 * left (8 each), and when it was seen first (4). The end: the mark 0 (1), the numbers of swarms and
 * of peers (8 and 8), and the CRC32C of all that (4).
 */
final class SnapshotFormat {
  static final long MAGIC = 0x534B45505357524DL;
  static final int VERSION = 1;
  static final int HEAD_LENGTH = 8 + 4 + 1 + 8;
  static final byte SWARM = 1;
  static final byte END = 0;
  static final int SWARM_LENGTH = 20 + 8 + 8 + 4 + 1;
  static final int SHARED = 1;
  static final int ESTABLISHED = 2;
  static final int ACCOUNT_LENGTH = 20 + 4 + 3 * 8 + 4;
  static final int END_LENGTH = 8 + 8;
  static final int CHECKSUM_LENGTH = 4;
  static final int LONGEST_PEER = 16 + 4 + ACCOUNT_LENGTH;

  private SnapshotFormat() {}

  /** How many bytes a peer takes. */
  static int peerLength(boolean ipv4, boolean accounts) {
    return (ipv4 ? 4 : 16) + 4 + (accounts ? ACCOUNT_LENGTH : 0);
  }
}
