package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.skep.metainfo.PieceLayout;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who read a torrent's content while it comes: each has a window of pieces that are fetched
 * before all others, and gets bytes as soon as their piece is verified. Lives on one event loop.
 */
final class ContentReaders {
  /** How far ahead of a reader pieces are fetched first, in bytes, and how many at least. */
  private static final long WINDOW_BYTES = 8L << 20;

  private static final int MIN_WINDOW = 2;

  private final ActiveTorrent torrent;
  private final List<Reader> open = new ArrayList<>();

  ContentReaders(ActiveTorrent torrent) {
    this.torrent = torrent;
  }

  /** Begins to read a file, whose bounds were checked. */
  ContentReader open(int file, long from, long to) {
    Reader reader = new Reader(file, from, to);
    open.add(reader);
    return reader;
  }

  /** The content is open: who came before that goes on. */
  void opened() {
    for (Reader reader : List.copyOf(open)) {
      reader.tryAgain();
    }
  }

  /** A piece is there: who waits for it goes on. */
  void verified(int piece) {
    for (Reader reader : List.copyOf(open)) {
      reader.arrived(piece);
    }
  }

  /** Nothing more will come. */
  void fail(Throwable why) {
    for (Reader reader : List.copyOf(open)) {
      reader.fail(why);
    }
  }

  private final class Reader implements ContentReader {
    private final int file;
    private final long to;
    private long position;
    private ReadingWindows.@Nullable Window window;
    private int windowStart = -1;
    private @Nullable Promise<ByteBuf> waiting;
    private int maxLength;

    Reader(int file, long from, long to) {
      this.file = file;
      this.position = from;
      this.to = to;
    }

    @Override
    public Future<ByteBuf> next(int max) {
      Content content = torrent.content();
      if (position >= to || !open.contains(this)) {
        return Future.failedFuture(new IllegalStateException("there is nothing more to read"));
      }
      if (content == null) {
        return wait(max);
      }
      PieceLayout layout = content.tracker().layout();
      int piece = layout.pieceOf(file, position);
      boolean isThere = content.tracker().has(piece);
      move(content, piece);
      if (!isThere) {
        return wait(max);
      }
      int begin = layout.offsetInPiece(file, position);
      int length = (int) Math.min(Math.min(max, to - position), layout.length(piece) - begin);
      position += length;
      return content.storage().read(piece, begin, length);
    }

    private Future<ByteBuf> wait(int max) {
      Promise<ByteBuf> promise = Promise.promise();
      waiting = promise;
      maxLength = max;
      return promise.future();
    }

    private void move(Content content, int piece) {
      if (content.tracker().isComplete() || piece == windowStart) {
        return;
      }
      PieceLayout layout = content.tracker().layout();
      int ahead = (int) Math.max(MIN_WINDOW, WINDOW_BYTES / layout.pieceLength());
      int last = Math.min(layout.lastPiece(file), piece + ahead);
      windowStart = piece;
      if (window == null) {
        window = torrent.windows().open(piece, last);
        torrent.windowsChanged();
      } else {
        window.move(piece, last);
      }
    }

    void arrived(int piece) {
      Content content = torrent.content();
      Promise<ByteBuf> promise = waiting;
      if (promise != null
          && content != null
          && content.tracker().layout().pieceOf(file, position) == piece) {
        tryAgain();
      }
    }

    void tryAgain() {
      Promise<ByteBuf> promise = waiting;
      if (promise != null) {
        waiting = null;
        next(maxLength).onComplete(promise);
      }
    }

    void fail(Throwable why) {
      Promise<ByteBuf> promise = waiting;
      waiting = null;
      close();
      if (promise != null) {
        promise.fail(why);
      }
    }

    @Override
    public void close() {
      if (open.remove(this) && window != null) {
        torrent.windows().close(window);
      }
    }
  }
}
