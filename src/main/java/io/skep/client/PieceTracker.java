package io.skep.client;

import io.skep.metainfo.PieceLayout;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which pieces are had, which are under way, and which are still to be begun.
 *
 * <p>Invariant: a piece is in just one of these states.
 *
 * <ul>
 *   <li>had: verified, and on disk
 *   <li>partial: begun, with a {@link PartialPiece} for its blocks; once whole it is being verified
 *   <li>untouched: none of the two
 * </ul>
 *
 * <p>Only what is wanted is ever begun. Lives on one event loop.
 */
final class PieceTracker {
  private final PieceLayout layout;
  private final BitSet had;
  private final BitSet wanted;
  private final Map<Integer, PartialPiece> partials = new LinkedHashMap<>();
  private int hadCount;
  private int missing;
  private long left;

  /**
   * Starts from what is known to be there.
   *
   * @param had the verified pieces
   * @param wanted the pieces to fetch, or already had
   */
  PieceTracker(PieceLayout layout, BitSet had, BitSet wanted) {
    this.layout = layout;
    this.had = (BitSet) had.clone();
    this.wanted = (BitSet) wanted.clone();
    BitSet toFetch = (BitSet) wanted.clone();
    toFetch.andNot(had);
    hadCount = had.cardinality();
    missing = toFetch.cardinality();
    for (int piece = had.nextClearBit(0);
        piece < layout.pieceCount();
        piece = had.nextClearBit(piece + 1)) {
      left += layout.length(piece);
    }
  }

  PieceLayout layout() {
    return layout;
  }

  boolean has(int piece) {
    return had.get(piece);
  }

  /** The pieces that are had: a view, to be read at once. */
  BitSet had() {
    return had;
  }

  /** How many pieces are had. */
  int hadCount() {
    return hadCount;
  }

  /** True if a piece is wanted and not had yet. */
  boolean isMissing(int piece) {
    return wanted.get(piece) && !had.get(piece);
  }

  /** How many of the wanted pieces are not had yet. */
  int missing() {
    return missing;
  }

  /** True when all that is wanted is had. */
  boolean isComplete() {
    return missing == 0;
  }

  /** True when everything is had, wanted or not. */
  boolean isWhole() {
    return left == 0;
  }

  /** Bytes of the torrent that are not had, as {@code left} counts them (BEP 3). */
  long left() {
    return left;
  }

  /** Bytes that are here in pieces not verified yet. */
  long bytesUnverified() {
    long bytes = 0;
    for (PartialPiece partial : partials.values()) {
      bytes += partial.bytesHere();
    }
    return bytes;
  }

  @Nullable PartialPiece partial(int piece) {
    return partials.get(piece);
  }

  /** The pieces under way, the one that was begun first in front. */
  Collection<PartialPiece> partials() {
    return Collections.unmodifiableCollection(partials.values());
  }

  /** Begins an untouched piece. */
  PartialPiece begin(int piece) {
    if (!isMissing(piece) || partials.containsKey(piece)) {
      throw new IllegalStateException("piece " + piece + " can't be begun");
    }
    PartialPiece partial = new PartialPiece(piece, layout.length(piece));
    partials.put(piece, partial);
    return partial;
  }

  /** Notes that a whole piece was verified. */
  void verified(int piece) {
    if (partials.remove(piece) == null || had.get(piece)) {
      throw new IllegalStateException("piece " + piece + " was not under way");
    }
    had.set(piece);
    hadCount++;
    left -= layout.length(piece);
    if (wanted.get(piece)) {
      missing--;
    }
  }

  /** Drops what there is of a piece, which is untouched then; answers what that was. */
  PartialPiece dropped(int piece) {
    PartialPiece partial = partials.remove(piece);
    if (partial == null) {
      throw new IllegalStateException("piece " + piece + " was not under way");
    }
    return partial;
  }

  /** Notes that a piece that was had can't be read any more. */
  void lost(int piece) {
    if (had.get(piece)) {
      had.clear(piece);
      hadCount--;
      left += layout.length(piece);
      if (wanted.get(piece)) {
        missing++;
      }
    }
  }
}
