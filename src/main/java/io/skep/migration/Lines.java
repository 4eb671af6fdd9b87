package io.skep.migration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a file in UTF-8, none held longer than a bound. */
final class Lines implements AutoCloseable {
  /** The most bytes of a line; and of a record that goes over several. */
  static final int MAX_BYTES = 1 << 20;

  private static final int END = -1;
  private static final int BUFFER = 1 << 16;
  private static final byte[] UTF8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private long consumed;
  private long number;

  /**
   * Begins to read.
   *
   * @throws IOException if it is UTF-16, in words for a person
   */
  Lines(InputStream in) throws IOException {
    this.in = in;
    limit = in.readNBytes(buffer, 0, BUFFER);
    if (begins(0xFF, 0xFE) || begins(0xFE, 0xFF)) {
      throw new IOException("is UTF-16; export it as UTF-8");
    }
    if (limit >= 3
        && begins(UTF8_MARK[0] & 0xFF, UTF8_MARK[1] & 0xFF)
        && buffer[2] == UTF8_MARK[2]) {
      position = UTF8_MARK.length;
    }
  }

  private boolean begins(int first, int second) {
    return limit >= 2 && (buffer[0] & 0xFF) == first && (buffer[1] & 0xFF) == second;
  }

  /** The next line; null at the end. */
  @Nullable Line next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    boolean tooLong = false;
    boolean any = false;
    while (true) {
      if (position == limit && !fill()) {
        return any ? line(line, tooLong) : null;
      }
      any = true;
      int end = lineEnd();
      int stop = end == END ? limit : end;
      tooLong = tooLong || line.size() + (stop - position) > MAX_BYTES;
      if (!tooLong) {
        line.write(buffer, position, stop - position);
      }
      position = end == END ? stop : end + 1;
      if (end != END) {
        return line(line, tooLong);
      }
    }
  }

  private boolean fill() throws IOException {
    consumed += limit;
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, BUFFER));
    return limit > 0;
  }

  private int lineEnd() {
    for (int i = position; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return END;
  }

  private Line line(ByteArrayOutputStream bytes, boolean tooLong) {
    number++;
    String text = tooLong ? "" : bytes.toString(StandardCharsets.UTF_8);
    return new Line(
        number, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, tooLong);
  }

  /** How many bytes of the file have been read. */
  long bytesRead() {
    return consumed + position;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
