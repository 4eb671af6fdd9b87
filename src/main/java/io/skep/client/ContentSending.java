package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Sends what a {@link ContentReader} reads, as fast as the client takes it; used once. */
final class ContentSending {
  private static final Logger LOG = System.getLogger(ContentSending.class.getName());
  private static final int CHUNK = 1 << 17;

  private final Context context;
  private final ContentReader reader;
  private final HttpServerResponse response;
  private final Runnable over;
  private long left;
  private boolean isOver;

  /**
   * Sends this many bytes, at least 1, as the body of a response that has its headers.
   *
   * @param over is told once, when all is sent or the client has gone
   */
  ContentSending(
      Context context,
      ContentReader reader,
      long length,
      HttpServerResponse response,
      Runnable over) {
    this.context = context;
    this.reader = reader;
    this.left = length;
    this.response = response;
    this.over = over;
  }

  void begin() {
    response.closeHandler(nothing -> finish());
    response.exceptionHandler(cause -> finish());
    // The first piece may be far away, and a player wants to know the length now.
    response.writeHead();
    more();
  }

  private void more() {
    if (isOver) {
      return;
    }
    if (response.writeQueueFull()) {
      response.drainHandler(nothing -> more());
      return;
    }
    reader.next((int) Math.min(left, CHUNK)).onSuccess(this::send).onFailure(this::breakOff);
  }

  private void send(ByteBuf bytes) {
    // A copy, since a response that is closed just now would not give the bytes back.
    Buffer copy = Buffer.buffer(ByteBufUtil.getBytes(bytes));
    bytes.release();
    if (isOver) {
      return;
    }
    left -= copy.length();
    if (left <= 0) {
      response.end(copy);
      finish();
    } else {
      response.write(copy);
      // Others have their turn in between, however quickly the bytes come and go.
      context.runOnContext(nothing -> more());
    }
  }

  /** The length was promised, so that only a broken connection tells of the failure. */
  private void breakOff(Throwable cause) {
    if (!isOver) {
      LOG.log(Level.WARNING, "a stream broke off: {0}", cause.getMessage());
      finish();
      response.reset();
    }
  }

  private void finish() {
    if (!isOver) {
      isOver = true;
      reader.close();
      over.run();
    }
  }
}
