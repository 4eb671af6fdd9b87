package io.skep.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** The bytes of an answer with status 200 to a plain GET. */
final class HttpAnswer {
  private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n");
  private static final byte[] OK_HTTP10 = ascii("HTTP/1.0 200 OK\r\ncontent-type: text/plain\r\n");
  private static final byte[] KEEP_ALIVE = ascii("connection: keep-alive\r\n");
  private static final byte[] CLOSE = ascii("connection: close\r\n");
  private static final byte[] GZIP = ascii("content-encoding: gzip\r\n");
  private static final byte[] LENGTH = ascii("content-length: ");
  private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
  private static final int MAX_HEAD = 160;

  private HttpAnswer() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Writes head and body.
   *
   * @param http10 whether it was asked for in HTTP/1.0
   * @param keepsAlive whether the connection stays open behind it
   * @param gzipped whether the body is compressed
   * @return a direct buffer, the caller's to release
   */
  static ByteBuf write(
      ByteBufAllocator allocator,
      boolean http10,
      boolean keepsAlive,
      boolean gzipped,
      byte[] body) {
    ByteBuf answer = allocator.directBuffer(MAX_HEAD + body.length);
    answer.writeBytes(http10 ? OK_HTTP10 : OK);
    if (!keepsAlive) {
      answer.writeBytes(CLOSE);
    } else if (http10) {
      answer.writeBytes(KEEP_ALIVE);
    }
    if (gzipped) {
      answer.writeBytes(GZIP);
    }
    answer.writeBytes(LENGTH);
    ByteBufUtil.writeAscii(answer, Integer.toString(body.length));
    answer.writeBytes(END_OF_HEAD);
    return answer.writeBytes(body);
  }
}
