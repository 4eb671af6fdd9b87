package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.skep.metainfo.PieceLayout;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was read last, so that a run of blocks costs one read and one change of threads. On the
 * event loop.
 *
 * <p>Leechers ask for a piece's blocks one after the other, and in a swarm several ask for the same
 * piece at about the same time.
 */
final class ReadWindows {
  /** How much is read at once, in bytes. */
  static final int WINDOW_LENGTH = 256 << 10;

  /** How much is kept, in bytes. */
  static final long MAX_BYTES = 32L << 20;

  private final PieceLayout layout;
  private final PieceContent content;
  private final Workers workers;
  private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
  private final Map<Long, ReadWindow> windows = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  ReadWindows(PieceLayout layout, PieceContent content, Workers workers) {
    this.layout = layout;
    this.content = content;
    this.workers = workers;
  }

  /** Some bytes of a piece, in a direct buffer that the caller owns. */
  Future<ByteBuf> read(int piece, int begin, int length) {
    int first = begin / WINDOW_LENGTH * WINDOW_LENGTH;
    if (begin - first + length > WINDOW_LENGTH) {
      return load(piece, begin, length);
    }
    long key = ((long) piece << 32) | first;
    ReadWindow window = windows.get(key);
    if (window == null) {
      window = open(key, piece, first);
    }
    return window.slice(begin - first, length);
  }

  private ReadWindow open(long key, int piece, int first) {
    ReadWindow window =
        new ReadWindow(piece, Math.min(WINDOW_LENGTH, layout.length(piece) - first));
    windows.put(key, window);
    bytes += window.length();
    discardEldest();
    load(piece, first, window.length())
        .onSuccess(window::fill)
        .onFailure(
            cause -> {
              if (windows.remove(key, window)) {
                bytes -= window.length();
              }
              window.fail(cause);
            });
    return window;
  }

  private void discardEldest() {
    Iterator<ReadWindow> eldest = windows.values().iterator();
    // The last is the one that was just opened.
    while (bytes > MAX_BYTES && windows.size() > 1) {
      ReadWindow window = eldest.next();
      eldest.remove();
      bytes -= window.length();
      window.discard();
    }
  }

  private Future<ByteBuf> load(int piece, int begin, int length) {
    ByteBuf target = allocator.directBuffer(length, length);
    return workers
        .call(
            () -> {
              content.read(piece, begin, target, length);
              return target;
            })
        .onFailure(cause -> target.release());
  }

  /** Forgets a piece that could not be read in full. */
  void discard(int piece) {
    List<Long> keys = new ArrayList<>();
    windows.forEach(
        (key, window) -> {
          if (window.piece() == piece) {
            keys.add(key);
          }
        });
    for (Long key : keys) {
      discard(key);
    }
  }

  /** Forgets all. */
  void discardAll() {
    for (Long key : List.copyOf(windows.keySet())) {
      discard(key);
    }
  }

  private void discard(Long key) {
    ReadWindow window = windows.remove(key);
    if (window != null) {
      bytes -= window.length();
      window.discard();
    }
  }
}
