package io.skep.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Cuts what comes over a connection into HTTP/1.1 responses (RFC 9112): with a length, in chunks,
 * or up to the end of the connection.
 */
final class HttpResponseReader {
  /** The longest response, head and body, in bytes. */
  static final int MAX_LENGTH = 1 << 20;

  private static final int UNKNOWN = -1;
  private static final int CHUNKED = -2;
  private static final int STATUS_AT = 9;
  private static final byte[] NO_BYTES = new byte[0];

  private byte[] held = new byte[2048];
  private int begin;
  private int end;

  // Of the response that begins there, once its head has been read.
  private int bodyAt;
  private int bodyLength;
  private int status;
  private boolean closes;

  private byte[] body = NO_BYTES;
  private int length;

  /** Takes what has come; its ownership stays where it was. */
  void add(ByteBuf bytes) throws WrongAnswerException {
    int more = bytes.readableBytes();
    if (end - begin + more > MAX_LENGTH) {
      throw new WrongAnswerException(Flaw.NOT_HTTP, "a response longer than 1 MiB");
    }
    if (end + more > held.length) {
      compact(more);
    }
    bytes.readBytes(held, end, more);
    end += more;
  }

  private void compact(int more) {
    byte[] target = end - begin + more > held.length ? new byte[2 * (end - begin + more)] : held;
    System.arraycopy(held, begin, target, 0, end - begin);
    if (bodyAt > 0) {
      bodyAt -= begin;
    }
    end -= begin;
    begin = 0;
    held = target;
  }

  /**
   * Reads the next response, where all of it is there.
   *
   * @param ended whether no more will come
   */
  boolean next(boolean ended) throws WrongAnswerException {
    if (bodyAt == 0 && !readHead()) {
      return false;
    }
    if (bodyLength == CHUNKED) {
      return readChunks();
    }
    if (bodyLength == UNKNOWN) {
      return ended && take(end, Arrays.copyOfRange(held, bodyAt, end));
    }
    int last = bodyAt + bodyLength;
    return last <= end && take(last, Arrays.copyOfRange(held, bodyAt, last));
  }

  private boolean take(int last, byte[] content) {
    body = content;
    length = last - begin;
    begin = last;
    bodyAt = 0;
    if (begin == end) {
      begin = 0;
      end = 0;
    }
    return true;
  }

  /** True if nothing has come of the next response. */
  boolean isEmpty() {
    return begin == end;
  }

  /** The status of the last response. */
  int status() {
    return status;
  }

  /** Its body. */
  byte[] body() {
    return body;
  }

  /** The length of its head and body. */
  int length() {
    return length;
  }

  /** True if the connection ends with it. */
  boolean closes() {
    return closes;
  }

  /** Forgets all, for a new connection. */
  void reset() {
    begin = 0;
    end = 0;
    bodyAt = 0;
  }

  private boolean readHead() throws WrongAnswerException {
    int after = headEnd();
    if (after < 0) {
      return false;
    }
    String head = new String(held, begin, after - begin, StandardCharsets.ISO_8859_1);
    if (!head.startsWith("HTTP/1.") || head.length() < STATUS_AT + 3) {
      throw new WrongAnswerException(Flaw.NOT_HTTP, head.substring(0, Math.min(40, head.length())));
    }
    status = number(head.substring(STATUS_AT, STATUS_AT + 3));
    bodyLength = UNKNOWN;
    closes = head.startsWith("HTTP/1.0");
    for (String field : head.split("\r\n", -1)) {
      readField(field);
    }
    closes |= bodyLength == UNKNOWN;
    bodyAt = after;
    return true;
  }

  private void readField(String field) throws WrongAnswerException {
    int colon = field.indexOf(':');
    if (colon < 0) {
      return;
    }
    String value = field.substring(colon + 1).strip();
    switch (field.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "content-length" -> bodyLength = number(value);
      case "transfer-encoding" -> bodyLength = CHUNKED;
      case "connection" -> closes |= value.equalsIgnoreCase("close");
      default -> {
        // Nothing that says where the response ends.
      }
    }
  }

  private int headEnd() {
    for (int i = begin; i + 4 <= end; i++) {
      if (held[i] == '\r' && held[i + 1] == '\n' && held[i + 2] == '\r' && held[i + 3] == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  private static int number(String digits) throws WrongAnswerException {
    try {
      int number = Integer.parseInt(digits);
      if (number >= 0 && number <= MAX_LENGTH) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new WrongAnswerException(Flaw.NOT_HTTP, "no number: " + digits);
  }

  /** From the beginning each time more has come: trackers that write chunks write few. */
  private boolean readChunks() throws WrongAnswerException {
    byte[] content = new byte[end - bodyAt];
    int filled = 0;
    int at = bodyAt;
    while (true) {
      int lineEnd = lineEnd(at);
      if (lineEnd < 0) {
        return false;
      }
      int size = chunkSize(new String(held, at, lineEnd - at, StandardCharsets.ISO_8859_1));
      at = lineEnd + 2;
      if (at + size + 2 > end) {
        return false;
      }
      if (size == 0) {
        return take(at + 2, Arrays.copyOf(content, filled));
      }
      System.arraycopy(held, at, content, filled, size);
      filled += size;
      at += size + 2;
    }
  }

  private int lineEnd(int from) {
    for (int i = from; i + 1 < end; i++) {
      if (held[i] == '\r' && held[i + 1] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static int chunkSize(String line) throws WrongAnswerException {
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    if (!digits.matches("[0-9A-Fa-f]{1,6}")) {
      throw new WrongAnswerException(Flaw.NOT_HTTP, "no length of a chunk: " + digits);
    }
    return Integer.parseInt(digits, 16);
  }
}
