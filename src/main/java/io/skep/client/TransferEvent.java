package io.skep.client;

import io.skep.bittorrent.PeerAddress;
import io.skep.metainfo.Metainfo;

/**
 * Something that happened to a {@link Transfer}. Words that come from peers and trackers are made
 * fit for a terminal and one line before they get here.
 */
public sealed interface TransferEvent {
  /** A magnet link's metadata has come and fits its hash. */
  record MetadataReceived(Metainfo metainfo) implements TransferEvent {}

  /**
   * What lay in the folder is known: by its hashes, or by the state file of an earlier run.
   *
   * @param piecesHave how many pieces are there
   * @param pieces of how many
   */
  record Checked(int piecesHave, int pieces) implements TransferEvent {}

  /** A piece is verified and on disk. */
  record PieceCompleted(int piece) implements TransferEvent {}

  /** A piece didn't hash to what the torrent says; it is fetched again. */
  record PieceFailed(int piece) implements TransferEvent {}

  /**
   * A connection is there, and both sides have shaken hands.
   *
   * @param client what it calls itself, or what its peer id tells
   */
  record PeerConnected(PeerAddress address, String client) implements TransferEvent {}

  /** A connection has ended. */
  record PeerDisconnected(PeerAddress address, String why) implements TransferEvent {}

  /** A peer is not spoken with again, for what it did. */
  record PeerBanned(PeerAddress address, String why) implements TransferEvent {}

  /**
   * A tracker has answered an announce.
   *
   * @param tracker its URL without path and query, which may hold a passkey
   * @param seeds how many it counts; -1 if it doesn't say
   * @param peers how many addresses it has told
   */
  record TrackerAnswered(String tracker, int seeds, int peers) implements TransferEvent {}

  /**
   * A tracker has not answered, or refuses.
   *
   * @param tracker its URL without path and query, which may hold a passkey
   */
  record TrackerFailed(String tracker, String words) implements TransferEvent {}

  /**
   * A web seed (BEP 19) has given no content, or a wrong one.
   *
   * @param webSeed its URL without path and query, which may hold a secret; "unknown" where it has
   *     none that can be asked
   * @param isDropped true if it is not asked again by this transfer
   */
  record WebSeedFailed(String webSeed, String words, boolean isDropped) implements TransferEvent {}

  /** Everything is verified and on disk; told once, and not to one that began with everything. */
  record Completed() implements TransferEvent {}

  /** It has given as much, or as long, as it was asked to. */
  record GoalReached() implements TransferEvent {}

  /**
   * It can't go on; its futures fail with the same.
   *
   * @param words what is wrong, in a sentence one can act on
   */
  record Failed(String words) implements TransferEvent {}
}
