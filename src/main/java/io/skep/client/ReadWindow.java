package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stretch of a piece that was read at once, or is being read. On the event loop. */
final class ReadWindow {
  private record Waiting(Promise<ByteBuf> promise, int index, int length) {}

  private final int piece;
  private final int length;
  private final List<Waiting> waiting = new ArrayList<>(1);
  private @Nullable ByteBuf bytes;
  private boolean isDiscarded;

  ReadWindow(int piece, int length) {
    this.piece = piece;
    this.length = length;
  }

  int piece() {
    return piece;
  }

  int length() {
    return length;
  }

  /** A retained slice, at once where the bytes are there. */
  Future<ByteBuf> slice(int index, int count) {
    if (bytes != null) {
      return Future.succeededFuture(bytes.retainedSlice(index, count));
    }
    Promise<ByteBuf> promise = Promise.promise();
    waiting.add(new Waiting(promise, index, count));
    return promise.future();
  }

  /** Takes what was read, and owns it. */
  void fill(ByteBuf read) {
    bytes = read;
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    // All slices are taken first: whoever gets one may cause the window to be discarded.
    List<ByteBuf> slices =
        all.stream().map(one -> read.retainedSlice(one.index(), one.length())).toList();
    if (isDiscarded) {
      release();
    }
    for (int i = 0; i < all.size(); i++) {
      all.get(i).promise().complete(slices.get(i));
    }
  }

  void fail(Throwable cause) {
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(one -> one.promise().fail(cause));
  }

  /** Lets go of the bytes; slices that were given out stay. */
  void discard() {
    isDiscarded = true;
    release();
  }

  private void release() {
    if (bytes != null) {
      bytes.release();
      bytes = null;
    }
  }
}
