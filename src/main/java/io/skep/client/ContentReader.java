package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;

/**
 * A part of a file that somebody reads from its beginning to its end, while it is downloaded.
 *
 * <p>As long as it is open, the pieces that come next are fetched before all others.
 */
interface ContentReader {
  /**
   * The bytes that come next, as soon as their pieces are verified; asked for one at a time.
   *
   * @param maxLength the most that is wanted, at least 1
   * @return at least one byte, which the caller owns; fails when nothing more will come
   */
  Future<ByteBuf> next(int maxLength);

  /** Nothing more is wanted; a {@link #next} that still waits may stay without an answer. */
  void close();
}
