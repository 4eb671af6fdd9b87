package io.skep.client;

import io.skep.protocol.PeerMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a lone seed give each piece away about once (BEP 16).
 *
 * <p>The seed says that it has nothing, and tells each peer of one piece, the rarest that it told
 * nobody of. The peer hears of the next one when its last is seen at somebody else, which shows
 * that it shares; where it is the only peer, when it has the piece itself.
 */
final class SuperSeeding {
  private final Availability availability;
  private final int pieces;
  private final Map<PeerConnection, Set<Integer>> revealed = new HashMap<>();
  private final Map<PeerConnection, Integer> latest = new HashMap<>();
  private final int[] timesRevealed;

  SuperSeeding(Availability availability, int pieces) {
    this.availability = availability;
    this.pieces = pieces;
    timesRevealed = new int[pieces];
  }

  /** Tells a peer of one more piece, if there is one that it doesn't know of. */
  void tell(PeerConnection peer) {
    int piece = reveal(peer);
    if (piece >= 0) {
      peer.send(new PeerMessage.Have(piece));
    }
  }

  /** The piece to tell a peer of next; -1 if it knows, or has, all. */
  int reveal(PeerConnection peer) {
    Set<Integer> known = revealed.computeIfAbsent(peer, newcomer -> new HashSet<>());
    int best = -1;
    for (int piece = 0; piece < pieces; piece++) {
      if (!known.contains(piece)
          && !peer.download().has(piece)
          && (best < 0 || isRarer(piece, best))) {
        best = piece;
      }
    }
    if (best >= 0) {
      known.add(best);
      timesRevealed[best]++;
      latest.put(peer, best);
    } else {
      latest.remove(peer);
    }
    return best;
  }

  private boolean isRarer(int piece, int other) {
    int here = timesRevealed[piece] + availability.count(piece);
    int there = timesRevealed[other] + availability.count(other);
    return here < there;
  }

  /** True if a peer was told of a piece. */
  boolean isRevealed(PeerConnection peer, int piece) {
    Set<Integer> known = revealed.get(peer);
    return known != null && known.contains(piece);
  }

  /** Forgets a peer that has left. */
  void left(PeerConnection peer) {
    revealed.remove(peer);
    latest.remove(peer);
  }

  /** Notes that somebody has a piece now, and tells whoever passed it on of another. */
  void has(int piece, PeerConnection at) {
    PeerConnection passedOn = seen(piece, at);
    if (passedOn != null) {
      tell(passedOn);
    }
  }

  /**
   * Notes that somebody has a piece now.
   *
   * @return who passed it on, and is to hear of another; null for nobody
   */
  @Nullable PeerConnection seen(int piece, PeerConnection at) {
    for (Map.Entry<PeerConnection, Integer> entry : latest.entrySet()) {
      boolean isElsewhere = entry.getKey() != at || latest.size() == 1;
      if (entry.getValue() == piece && isElsewhere) {
        return entry.getKey();
      }
    }
    return null;
  }
}
