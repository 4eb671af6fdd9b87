package io.skep.client;

import io.skep.metainfo.HashLayers;
import io.skep.metainfo.MerkleTree;
import io.skep.protocol.HashRange;
import io.skep.protocol.PeerMessage;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What one peer asks of the files' hash trees, and gets (BEP 52).
 *
 * <p>Questions are answered in their order, choked or not, as fast as the socket takes the answers.
 * How much one peer gets is bounded by what it can need.
 */
final class HashUpload {
  /** How many questions are kept waiting. */
  static final int MAX_WAITING = 256;

  /** How often a peer may get every hash there is. */
  private static final int MAX_TIMES = 4;

  /** So many hashes a peer may get of any torrent. */
  private static final int FREE_HASHES = 4096;

  private final PeerConnection connection;
  private final ArrayDeque<HashRange> waiting = new ArrayDeque<>();
  private final ActiveTorrent torrent;
  private long given;

  HashUpload(PeerConnection connection, ActiveTorrent torrent) {
    this.connection = connection;
    this.torrent = torrent;
  }

  /**
   * Takes a question.
   *
   * @return false if the peer asks without end
   */
  boolean request(HashRange range) {
    HashLayers layers = torrent.hashLayers();
    long most = layers == null ? FREE_HASHES : FREE_HASHES + MAX_TIMES * layers.size();
    if (waiting.size() >= MAX_WAITING || given >= most) {
      return false;
    }
    waiting.add(range);
    pump();
    return true;
  }

  /** Answers what can be answered now. */
  void pump() {
    while (!waiting.isEmpty() && connection.isWritable()) {
      HashRange range = waiting.remove();
      byte[] hashes = answer(range);
      if (hashes == null) {
        connection.send(new PeerMessage.HashReject(range));
      } else {
        given += hashes.length / MerkleTree.HASH_LENGTH;
        connection.send(new PeerMessage.Hashes(range, hashes));
      }
    }
  }

  private byte @Nullable [] answer(HashRange range) {
    HashLayers layers = torrent.hashLayers();
    return layers == null
        ? null
        : layers.answer(
            range.root(), range.baseLayer(), range.index(), range.length(), range.proofLayers());
  }
}
