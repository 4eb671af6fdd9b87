package io.skep.client;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which block a peer is asked for next (BEP 3).
 *
 * <p>In this order: what a reader waits for; the piece that the peer is at already; a piece that
 * somebody began and left; a new piece, the rarest first; a piece that others are at. A peer has a
 * piece to itself as long as there are enough, so that blocks come in order and a corrupt piece has
 * one culprit; slow peers, and all peers until the first pieces are there to trade with, share. The
 * first pieces are random ones, since a rare piece has few sources and would take long.
 *
 * <p>Endgame: once every block that anybody has is asked for, an idle peer is asked for blocks that
 * others were asked for too, those with the fewest askers first; whoever is late gets a cancel.
 */
final class PiecePicker {
  /** So many pieces make a newcomer able to trade. */
  private static final int RANDOM_FIRST = 4;

  /** A peer gets so few blocks at once that others were asked for already. */
  private static final int ENDGAME_REQUESTS = 2;

  /** Below this many pieces it is cheaper to look at what the peer has than at what is rare. */
  private static final int FEW_PIECES = 64;

  private final PieceTracker tracker;
  private final Availability availability;
  private final ReadingWindows windows;
  private final Suspects suspects;
  private final RandomGenerator random;
  private final boolean sequential;

  /** Which pieces were bad before, and are fetched from one peer alone. */
  interface Suspects {
    /** True if a piece's hash did not fit when this peer, and maybe others, sent it. */
    boolean isSuspected(int piece);
  }

  PiecePicker(
      PieceTracker tracker,
      Availability availability,
      ReadingWindows windows,
      Suspects suspects,
      RandomGenerator random,
      boolean sequential) {
    this.tracker = tracker;
    this.availability = availability;
    this.windows = windows;
    this.suspects = suspects;
    this.random = random;
    this.sequential = sequential;
  }

  /** The next block for a peer, noted as asked for; null if there is none for it now. */
  @Nullable Pick next(PickingPeer peer) {
    PartialPiece partial = choose(peer);
    if (partial == null) {
      return endgame(peer);
    }
    int block = partial.nextUntouched();
    partial.requested(block);
    return new Pick(partial, block);
  }

  private @Nullable PartialPiece choose(PickingPeer peer) {
    PartialPiece found = urgent(peer);
    if (found == null) {
      found = last(peer);
    }
    if (found == null && !sequential) {
      boolean shares = peer.isSlow() || tracker.hadCount() < RANDOM_FIRST;
      found = partial(peer, !shares);
    }
    if (found == null && sequential) {
      found = partial(peer, false);
    }
    if (found == null) {
      int piece = untouched(peer);
      found = piece < 0 ? partial(peer, false) : begin(peer, piece);
    }
    return found;
  }

  private @Nullable PartialPiece urgent(PickingPeer peer) {
    if (windows.isEmpty()) {
      return null;
    }
    int piece =
        windows.first(
            wanted -> {
              if (!tracker.isMissing(wanted) || !peer.mayAsk(wanted)) {
                return false;
              }
              PartialPiece partial = tracker.partial(wanted);
              return partial == null || isOpen(partial, peer);
            });
    if (piece < 0) {
      return null;
    }
    PartialPiece partial = tracker.partial(piece);
    return partial == null ? begin(peer, piece) : partial;
  }

  private @Nullable PartialPiece last(PickingPeer peer) {
    if (peer.lastPiece() < 0) {
      return null;
    }
    PartialPiece partial = tracker.partial(peer.lastPiece());
    return partial != null && isOpen(partial, peer) && peer.mayAsk(partial.piece())
        ? partial
        : null;
  }

  private static boolean isOpen(PartialPiece partial, PickingPeer peer) {
    return partial.hasUntouched() && isOpenTo(partial, peer);
  }

  private static boolean isOpenTo(PartialPiece partial, PickingPeer peer) {
    return partial.onlyFor() == null || partial.onlyFor() == peer;
  }

  private @Nullable PartialPiece partial(PickingPeer peer, boolean onlyLeft) {
    for (PartialPiece partial : tracker.partials()) {
      if (isOpen(partial, peer)
          && (!onlyLeft || !partial.isAskedFor())
          && peer.mayAsk(partial.piece())) {
        return partial;
      }
    }
    return null;
  }

  private PartialPiece begin(PickingPeer peer, int piece) {
    availability.remove(piece);
    PartialPiece partial = tracker.begin(piece);
    if (suspects.isSuspected(piece)) {
      partial.onlyFor(peer);
    }
    return partial;
  }

  /** A piece to begin, or -1. */
  private int untouched(PickingPeer peer) {
    if (sequential) {
      return lowest(peer);
    }
    if (tracker.hadCount() < RANDOM_FIRST && availability.size() > 0) {
      int start = random.nextInt(availability.size());
      int piece = scan(start, availability.size(), peer::mayAsk);
      return piece >= 0 ? piece : scan(0, start, peer::mayAsk);
    }
    if (!peer.hasEverything()) {
      BitSet pieces = peer.pieces();
      if (pieces.cardinality() < FEW_PIECES) {
        return rarest(pieces, peer);
      }
    }
    return scan(0, availability.size(), peer::mayAsk);
  }

  private int scan(int from, int to, IntPredicate fits) {
    for (int i = from; i < to; i++) {
      if (fits.test(availability.get(i))) {
        return availability.get(i);
      }
    }
    return -1;
  }

  private int rarest(BitSet pieces, PickingPeer peer) {
    int best = -1;
    for (int piece = pieces.nextSetBit(0); piece >= 0; piece = pieces.nextSetBit(piece + 1)) {
      if (availability.isOffered(piece)
          && peer.mayAsk(piece)
          && (best < 0 || availability.rank(piece) < availability.rank(best))) {
        best = piece;
      }
    }
    return best;
  }

  private int lowest(PickingPeer peer) {
    BitSet had = tracker.had();
    int pieces = tracker.layout().pieceCount();
    for (int piece = had.nextClearBit(0); piece < pieces; piece = had.nextClearBit(piece + 1)) {
      if (availability.isOffered(piece) && peer.mayAsk(piece)) {
        return piece;
      }
    }
    return -1;
  }

  private @Nullable Pick endgame(PickingPeer peer) {
    if (peer.outstanding() >= ENDGAME_REQUESTS || !isEndgame()) {
      return null;
    }
    PartialPiece best = null;
    int bestBlock = 0;
    int fewest = Integer.MAX_VALUE;
    for (PartialPiece partial : tracker.partials()) {
      if (partial.isWhole() || !isOpenTo(partial, peer) || !peer.mayAsk(partial.piece())) {
        continue;
      }
      for (int block = 0; block < partial.blocks(); block++) {
        int requests = partial.requests(block);
        if (requests < fewest && !partial.isHere(block) && !peer.hasAsked(partial.piece(), block)) {
          best = partial;
          bestBlock = block;
          fewest = requests;
        }
      }
    }
    if (best == null) {
      return null;
    }
    best.requested(bestBlock);
    return new Pick(best, bestBlock);
  }

  /** True once all blocks that anybody has are asked for, or here. */
  boolean isEndgame() {
    return availability.obtainable() == 0
        && tracker.partials().stream().noneMatch(PartialPiece::hasUntouched);
  }
}
