package io.skep.client;

import io.skep.metainfo.PieceHashes;
import io.skep.metainfo.PieceLayout;
import io.skep.metainfo.PieceLayout.Span;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds out which pieces are on disk already, on all cores, with a small buffer for each of them
 * however long a piece is.
 */
final class ContentCheck {
  private static final Logger LOGGER = System.getLogger(ContentCheck.class.getName());

  /** The turn of a worker, in bytes: a hundredth of a second or so. */
  static final long TURN = 16L << 20;

  /** How often the listener hears of it, about. */
  private static final int STEPS = 200;

  private final PieceLayout layout;
  private final PieceHashes hashes;
  private final PieceContent content;
  private final Buffers buffers;
  private final Holes holes;
  private final CheckListener listener;
  private final BitSet candidates;
  private final long turn;
  private final long total;
  private final BitSet verified = new BitSet();
  private int next;
  private long checked;
  private long told;
  private boolean isCancelled;
  private boolean hasWarned;

  /**
   * Touches nothing yet.
   *
   * @param stamps what is there of each file: a piece of which some is missing is not read
   * @param turn after how many bytes a worker lets others have their turn
   */
  ContentCheck(
      PieceLayout layout,
      PieceHashes hashes,
      PieceContent content,
      Buffers buffers,
      FileStamp[] stamps,
      long turn,
      CheckListener listener) {
    this.layout = layout;
    this.hashes = hashes;
    this.content = content;
    this.buffers = buffers;
    this.turn = turn;
    this.listener = listener;
    holes = new Holes(layout, hashes, content);
    candidates = candidates(layout, stamps);
    total = candidates.stream().mapToLong(layout::length).sum();
  }

  private static BitSet candidates(PieceLayout layout, FileStamp[] stamps) {
    BitSet candidates = new BitSet();
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      candidates.set(piece, isThere(layout.spans(piece, 0, layout.length(piece)), stamps));
    }
    return candidates;
  }

  private static boolean isThere(List<Span> spans, FileStamp[] stamps) {
    for (Span span : spans) {
      if (!span.isPadding() && stamps[span.file()].length() < span.offset() + span.length()) {
        return false;
      }
    }
    return true;
  }

  /** Answers the pieces that are good. On the event loop. */
  Future<BitSet> run(Workers workers, int parallelism) {
    List<Future<Void>> lines = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      lines.add(work(workers));
    }
    return Future.join(lines)
        .map(
            nothing -> {
              if (total > 0) {
                listener.checked(total, total);
              }
              return verified;
            });
  }

  /** Ends early: what was not read yet counts as not there. From any thread. */
  synchronized void cancel() {
    isCancelled = true;
  }

  private Future<Void> work(Workers workers) {
    Promise<Void> done = Promise.promise();
    work(workers, done);
    return done.future();
  }

  /**
   * Turn after turn, and not as futures in futures, which would be as deep as the check is long.
   */
  private void work(Workers workers, Promise<Void> done) {
    workers
        .call(() -> takeTurn(workers))
        .onFailure(done::fail)
        .onSuccess(
            more -> {
              if (more) {
                work(workers, done);
              } else {
                done.complete();
              }
            });
  }

  /** False when there is nothing left to do. */
  private boolean takeTurn(Workers workers) {
    byte[] buffer = buffers.take();
    try {
      for (long read = 0; read < turn; ) {
        int piece = takeNext();
        if (piece < 0) {
          return false;
        }
        finish(piece, matches(piece, buffer), workers);
        read += layout.length(piece);
      }
      return true;
    } finally {
      buffers.giveBack(buffer);
    }
  }

  private synchronized int takeNext() {
    int piece = isCancelled ? -1 : candidates.nextSetBit(next);
    next = piece + 1;
    if (piece < 0) {
      isCancelled = true;
    }
    return piece;
  }

  private boolean matches(int piece, byte[] buffer) {
    try {
      return holes.isHole(piece, buffer)
          ? holes.isRight(piece)
          : new PieceDigest(layout, hashes, piece).matches(content, buffer);
    } catch (StorageException e) {
      warn(e);
      return false;
    }
  }

  private synchronized void warn(StorageException problem) {
    if (!hasWarned) {
      hasWarned = true;
      LOGGER.log(Level.WARNING, "What cannot be read is taken as missing: {0}", problem.words());
    }
  }

  private synchronized void finish(int piece, boolean isGood, Workers workers) {
    verified.set(piece, isGood);
    checked += layout.length(piece);
    if (checked - told >= total / STEPS && checked < total) {
      told = checked;
      long sofar = checked;
      workers.post(() -> listener.checked(sofar, total));
    }
  }
}
