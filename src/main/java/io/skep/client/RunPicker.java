package io.skep.client;

import io.skep.metainfo.PieceLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses long runs of blocks for a source that gives those better than blocks here and there: a
 * web seed (BEP 19).
 *
 * <p>In this order: what a reader waits for, and on from there; untouched pieces in a row, as many
 * as there are up to a bound, from a random place on while nothing is there yet; what is left of a
 * piece that somebody began. It never asks for what others were asked for: peers do, in the end.
 */
final class RunPicker {
  /** A run over many small files costs a request for each. */
  private static final int MAX_FILES = 64;

  private final PieceTracker tracker;
  private final Availability availability;
  private final ReadingWindows windows;
  private final PiecePicker.Suspects suspects;
  private final RandomGenerator random;
  private final boolean sequential;

  RunPicker(
      PieceTracker tracker,
      Availability availability,
      ReadingWindows windows,
      PiecePicker.Suspects suspects,
      RandomGenerator random,
      boolean sequential) {
    this.tracker = tracker;
    this.availability = availability;
    this.windows = windows;
    this.suspects = suspects;
    this.random = random;
    this.sequential = sequential;
  }

  /**
   * The next run, noted as asked for; null if there is none now.
   *
   * @param source has pieces to itself that were bad before
   * @param maxBytes how long it may be, if that is not less than a piece
   */
  @Nullable BlockRun next(Object source, long maxBytes) {
    int urgent = windows.first(piece -> availability.isOffered(piece) || isOpen(piece, source));
    if (urgent >= 0 && !availability.isOffered(urgent)) {
      return rest(urgent);
    }
    int piece = urgent >= 0 ? urgent : untouched(maxBytes);
    if (piece >= 0) {
      return run(piece, source, maxBytes);
    }
    for (PartialPiece partial : tracker.partials()) {
      if (isOpen(partial.piece(), source)) {
        return rest(partial.piece());
      }
    }
    return null;
  }

  private boolean isOpen(int piece, Object source) {
    PartialPiece partial = tracker.partial(piece);
    return partial != null
        && partial.hasUntouched()
        && (partial.onlyFor() == null || partial.onlyFor() == source);
  }

  /** Where to begin a run; -1 if all is begun. */
  private int untouched(long maxBytes) {
    if (availability.size() == 0) {
      return -1;
    }
    PieceLayout layout = tracker.layout();
    int pieces = layout.pieceCount();
    long enough = sequential ? 1 : Math.max(1, maxBytes / layout.pieceLength());
    int start = sequential || tracker.hadCount() > 0 ? 0 : random.nextInt(pieces);
    int best = -1;
    int bestLength = 0;
    int length = 0;
    for (int i = 0; i < pieces && bestLength < enough; i++) {
      int piece = (start + i) % pieces;
      length = availability.isOffered(piece) ? (piece == 0 ? 1 : length + 1) : 0;
      if (length > bestLength) {
        bestLength = length;
        best = piece - length + 1;
      }
    }
    return best;
  }

  private BlockRun run(int first, Object source, long maxBytes) {
    PieceLayout layout = tracker.layout();
    List<BlockRun.Stretch> stretches = new ArrayList<>();
    long bytes = 0;
    int files = 0;
    for (int piece = first; piece < layout.pieceCount() && availability.isOffered(piece); piece++) {
      int length = layout.length(piece);
      files += layout.spans(piece, 0, length).size() - 1;
      if (!stretches.isEmpty() && (bytes + length > maxBytes || files > MAX_FILES)) {
        break;
      }
      bytes += length;
      availability.remove(piece);
      PartialPiece partial = tracker.begin(piece);
      if (suspects.isSuspected(piece)) {
        partial.onlyFor(source);
      }
      stretches.add(request(partial, 0, partial.blocks()));
    }
    return new BlockRun(stretches);
  }

  /** The first blocks in a row of a piece that nobody was asked for. */
  private BlockRun rest(int piece) {
    PartialPiece partial = tracker.partial(piece);
    if (partial == null) {
      throw new IllegalStateException("piece " + piece + " is not under way");
    }
    int first = partial.nextUntouched();
    int end = first;
    while (end < partial.blocks() && partial.requests(end) == 0 && !partial.isHere(end)) {
      end++;
    }
    return new BlockRun(List.of(request(partial, first, end)));
  }

  private static BlockRun.Stretch request(PartialPiece partial, int first, int end) {
    for (int block = first; block < end; block++) {
      partial.requested(block);
    }
    return new BlockRun.Stretch(partial, first, end);
  }
}
