package io.skep.client;

import io.skep.protocol.AllowedFastSet;
import io.skep.protocol.PeerMessage;
import org.jspecify.annotations.Nullable;

/** What a peer is told first, when both have shaken hands (BEP 3, 6, 10). */
final class Greeting {
  /**
   * All peers of a network are allowed the same pieces: of a small torrent they would make a seed
   * give whole copies of it away.
   */
  private static final int PIECES_PER_FAST_ONE = 400;

  private Greeting() {}

  /**
   * Greets a peer.
   *
   * @param content null while it is not known what there is
   * @param hides true to say that we have nothing (BEP 16)
   */
  static void send(PeerConnection peer, @Nullable Content content, boolean hides) {
    sayWhatWeHave(peer, hides ? null : content);
    peer.extensions().sendHandshake();
  }

  private static void sayWhatWeHave(PeerConnection peer, @Nullable Content content) {
    if (content == null || content.tracker().hadCount() == 0) {
      if (peer.isFast()) {
        peer.send(PeerMessage.HaveNone.MESSAGE);
      }
    } else if (content.tracker().isWhole() && peer.isFast()) {
      peer.send(PeerMessage.HaveAll.MESSAGE);
    } else {
      peer.send(PeerConnection.bitfield(content.tracker().had(), content.pieceCount()));
    }
  }

  /** Lets a newcomer fetch some pieces though it is choked, to have something to trade (BEP 6). */
  static void allowFast(PeerConnection peer, Content content) {
    int size = Math.min(AllowedFastSet.SIZE, content.pieceCount() / PIECES_PER_FAST_ONE);
    if (!peer.isFast() || size == 0) {
      return;
    }
    for (int piece :
        AllowedFastSet.pieces(
            peer.address(), peer.handshake().infoHash(), content.pieceCount(), size)) {
      if (content.tracker().has(piece)) {
        peer.upload().allowFast(piece);
      }
    }
  }
}
