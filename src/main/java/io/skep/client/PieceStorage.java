package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.PieceLayout;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a torrent's content lies. It is called on one event loop, on which its futures complete and
 * its listeners are called; the work is done on a pool.
 *
 * <p>A piece counts as had when it was verified as a whole and the operating system has all of it:
 * killed at any moment, the process leaves no piece behind that a later one would wrongly believe
 * in. What the operating system has not brought to the disk when the power fails may be lost
 * without a notice, if the client had stopped in order before.
 *
 * <p>What fails, fails with a {@link StorageException}. A failed write ends all writing, and {@link
 * #onFailure} hears of it; what was verified before stays.
 */
final class PieceStorage {
  private final Metainfo metainfo;
  private final PieceLayout layout;
  private final Path folder;
  private final ChannelOpener opener;
  private final int parallelism;
  private final Workers workers;
  private final WriteBacklog backlog;
  private final Buffers buffers = new Buffers();
  private Consumer<StorageException> failed = cause -> {};
  private Future<BitSet> opening = Future.succeededFuture(new BitSet());
  private @Nullable ContentCheck check;
  private @Nullable OpenContent content;

  /** Set when the content may be read and written. */
  private @Nullable PieceWrites writes;

  private @Nullable ReadWindows windows;
  private BitSet verified = new BitSet();
  private ResumeState earlier = ResumeState.NONE;
  private long uploaded;
  private long downloaded;
  private boolean isSeed;
  private boolean isClosed;

  /**
   * Touches nothing yet.
   *
   * @param context of the event loop
   * @param pool does the work; its threads must not be interrupted, which would close files
   * @param parallelism how many of its threads may check content at once
   * @param folder the download folder
   */
  PieceStorage(Context context, Executor pool, int parallelism, Metainfo metainfo, Path folder) {
    this(context, pool, parallelism, metainfo, folder, FileChannel::open);
  }

  PieceStorage(
      Context context,
      Executor pool,
      int parallelism,
      Metainfo metainfo,
      Path folder,
      ChannelOpener opener) {
    this.metainfo = metainfo;
    this.layout = metainfo.layout();
    this.folder = folder.toAbsolutePath();
    this.opener = opener;
    this.parallelism = parallelism;
    workers = new Workers(context, pool);
    backlog = new WriteBacklog(workers);
  }

  /** Hears once why nothing can be written any more. */
  void onFailure(Consumer<StorageException> listener) {
    failed = listener;
  }

  /**
   * Opens the content, makes the files that are missing (sparse, and not for a seed), and answers
   * the pieces that are there. An earlier run's word is taken for them if it stopped in order and
   * no file has changed in size or time since; else all that is there is hashed.
   *
   * @param forSeeding true if nothing will be written: the folder may be read-only
   * @param progress hears how far the check is; not called where there is nothing to check
   */
  Future<BitSet> open(boolean forSeeding, CheckListener progress) {
    isSeed = forSeeding;
    opening =
        workers
            .call(() -> OpenContent.open(metainfo, folder, !forSeeding, opener))
            .compose(opened -> check(opened, progress));
    return opening.map(found -> (BitSet) found.clone());
  }

  private Future<BitSet> check(OpenContent opened, CheckListener progress) {
    content = opened;
    BitSet believed = opened.believed();
    if (believed != null) {
      return prepare(opened, believed);
    }
    return workers
        .call(() -> opened.check(buffers, progress))
        .compose(
            started -> {
              check = started;
              return isClosed ? Future.failedFuture(closed()) : started.run(workers, parallelism);
            })
        .compose(found -> prepare(opened, found));
  }

  private Future<BitSet> prepare(OpenContent opened, BitSet found) {
    if (isClosed) {
      return Future.failedFuture(closed());
    }
    return workers
        .call(() -> opened.prepare((BitSet) found.clone()))
        .map(
            state -> {
              earlier = state;
              verified = found;
              windows = new ReadWindows(layout, opened.pieces(), workers);
              writes =
                  new PieceWrites(
                      metainfo, opened, workers, backlog, buffers, cause -> failed.accept(cause));
              return found;
            });
  }

  private static StorageException closed() {
    return StorageException.because("the files of the torrent are not open");
  }

  /** True if the piece is on disk and verified. */
  boolean has(int piece) {
    return verified.get(piece);
  }

  /** How many bytes earlier runs have sent to peers. */
  long uploadedEarlier() {
    return earlier.uploaded();
  }

  /** How many bytes earlier runs have got from peers. */
  long downloadedEarlier() {
    return earlier.downloaded();
  }

  /**
   * Some bytes of a piece that is had, in a direct buffer that the caller owns; padding reads as
   * zeros. At once where they were read ahead. If they cannot be read, the piece is no longer had.
   */
  Future<ByteBuf> read(int piece, int begin, int length) {
    Objects.checkFromIndexSize(begin, length, layout.length(piece));
    ReadWindows open = windows;
    if (open == null || isClosed) {
      return Future.failedFuture(closed());
    }
    if (!has(piece)) {
      return Future.failedFuture(StorageException.because("piece " + piece + " is not there"));
    }
    Future<ByteBuf> read = open.read(piece, begin, length);
    return read.succeeded() ? read : read.onFailure(cause -> lose(piece, open));
  }

  private void lose(int piece, ReadWindows open) {
    verified.clear(piece);
    open.discard(piece);
  }

  /**
   * Takes a block, which it owns from then on, and has it written. One of a piece that is had
   * already is dropped, and so is all after a failure and all that a seed gets.
   */
  void write(int piece, int begin, ByteBuf block) {
    if (writes == null || isSeed || isClosed || has(piece)) {
      block.release();
      return;
    }
    Objects.checkFromIndexSize(begin, block.readableBytes(), layout.length(piece));
    writes.write(piece, begin, block);
  }

  /**
   * Checks a piece after all its blocks were given to {@link #write}. If it is good it is had; if
   * it is bad it can be written again, whole or in part.
   */
  Future<Verdict> verify(int piece) {
    if (writes == null || isClosed) {
      return Future.failedFuture(closed());
    }
    if (has(piece)) {
      return Future.succeededFuture(Verdict.GOOD);
    }
    return writes
        .verify(piece)
        .onSuccess(
            verdict -> {
              if (verdict.isGood()) {
                had(piece);
              }
            });
  }

  private void had(int piece) {
    verified.set(piece);
    if (verified.cardinality() == layout.pieceCount()) {
      save(true);
    }
  }

  /**
   * The SHA-256 of each 16 KiB block of a piece as it lies on disk, when all that was given to
   * {@link #write} before is there: tells which blocks of a bad piece were wrong once it is good.
   */
  Future<List<byte[]>> blockDigests(int piece) {
    return writes == null || isClosed ? Future.failedFuture(closed()) : writes.blockDigests(piece);
  }

  /** How many bytes wait to be written, which their buffers hold until then. */
  long queuedBytes() {
    return backlog.bytes();
  }

  /** True if so much waits that no more should be taken from the network: {@link #onDrained}. */
  boolean isFull() {
    return backlog.isFull();
  }

  /** Is run each time that the backlog was full and no longer is. */
  void onDrained(Runnable action) {
    backlog.onDrained(action);
  }

  /**
   * Notes down what is had, for a run after a kill or a stop. Cheap enough for every few seconds.
   *
   * @param uploaded the bytes sent to peers by this run
   * @param downloaded the bytes got from peers by this run
   */
  void save(long uploaded, long downloaded) {
    count(uploaded, downloaded);
    if (!isClosed) {
      save(verified.cardinality() == layout.pieceCount());
    }
  }

  private void count(long uploaded, long downloaded) {
    this.uploaded = uploaded;
    this.downloaded = downloaded;
  }

  private void save(boolean isAtRest) {
    OpenContent opened = content;
    if (opened != null && writes != null) {
      BitSet had = (BitSet) verified.clone();
      long allUploaded = earlier.uploaded() + uploaded;
      long allDownloaded = earlier.downloaded() + downloaded;
      workers.execute(() -> opened.saved().save(had, allUploaded, allDownloaded, isAtRest));
    }
  }

  /**
   * Stops writing, waits for what is under way, notes down what is had and closes the files. Blocks
   * of pieces that are not whole are dropped.
   *
   * @param uploaded the bytes sent to peers by this run
   * @param downloaded the bytes got from peers by this run
   */
  Future<Void> close(long uploaded, long downloaded) {
    count(uploaded, downloaded);
    isClosed = true;
    if (check != null) {
      check.cancel();
    }
    if (writes != null) {
      writes.dropAll();
    }
    return opening
        .transform(opened -> workers.idle())
        .compose(
            nothing -> {
              save(true);
              if (windows != null) {
                windows.discardAll();
              }
              return workers.idle();
            })
        .compose(nothing -> closeFiles());
  }

  private Future<Void> closeFiles() {
    OpenContent opened = content;
    content = null;
    return opened == null
        ? Future.succeededFuture()
        : workers.call(
            () -> {
              opened.close();
              return null;
            });
  }
}
