package io.skep.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the head of an HTTP/1 GET without a body (RFC 9112) from the bytes of a connection.
 *
 * <p>Only what every parser reads alike is taken for one: one space between the parts of the
 * request line, printable ASCII, lines that end in CR LF, no folded line, no field that could
 * announce a body or another protocol. Anything else is {@link Verdict#OTHER} and is left to a
 * whole HTTP codec, as are all bytes behind it; so the two can't come to see different requests in
 * the same bytes. Here an announce is read and refused with a few looks at each byte, and without
 * an object for each header.
 *
 * <p>Holds what it read last; for one connection, not safe for use by several threads.
 */
public final class PlainGet {
  /** What the bytes at hand are. */
  public enum Verdict {
    /** The beginning of a head that may yet become a plain GET. */
    INCOMPLETE,
    /** A plain GET, which has been read. */
    READ,
    /** Anything else; nothing has been read. */
    OTHER
  }

  /** The longest head that is read, in bytes. */
  public static final int MAX_HEAD = 16 * 1024;

  private static final byte[] METHOD = "GET /".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VERSION = " HTTP/1.".getBytes(StandardCharsets.US_ASCII);

  /** Ends at a character that a request's target can't have: a space, control, or beyond ASCII. */
  private static final ByteProcessor TARGET = value -> value > ' ' && value < 0x7F;

  /** Ends at a character that a header's line can't have: a control, or beyond ASCII. */
  private static final ByteProcessor LINE = value -> value >= ' ' && value < 0x7F;

  private final String forwardedField;
  private String url = "";
  private boolean http10;
  private boolean keepsAlive;
  private int hosts;
  private int connections;
  private final List<String> forwarded = new ArrayList<>(0);
  private final List<String> encodings = new ArrayList<>(0);

  /**
   * A reader.
   *
   * @param forwardedField the header in which proxies tell whom they forward for; empty where
   *     nobody asks
   */
  public PlainGet(String forwardedField) {
    this.forwardedField = forwardedField.toLowerCase(Locale.ROOT);
  }

  /** The request's target as it came: path and query. */
  public String url() {
    return url;
  }

  /** True if it was asked in HTTP/1.0. */
  public boolean isHttp10() {
    return http10;
  }

  /** True if the connection is to stay open after the answer. */
  public boolean keepsAlive() {
    return keepsAlive;
  }

  /** The values of the header that names whom a proxy forwards for; the list is used again. */
  public List<String> forwarded() {
    return forwarded;
  }

  /** The values of {@code Accept-Encoding}; the list is used again. */
  public List<String> encodings() {
    return encodings;
  }

  /** Reads the next request; the reader index moves behind its head if it is a plain GET. */
  public Verdict read(ByteBuf in) {
    int start = in.readerIndex();
    int end = in.writerIndex();
    if (!beginsWith(in, start, end, METHOD)) {
      return Verdict.OTHER;
    }
    int targetStart = start + METHOD.length - 1;
    if (targetStart >= end) {
      return Verdict.INCOMPLETE;
    }
    int targetEnd = in.forEachByte(targetStart, end - targetStart, TARGET);
    if (targetEnd < 0) {
      return incomplete(start, end);
    }
    int line = targetEnd + VERSION.length + 3;
    if (!beginsWith(in, targetEnd, end, VERSION)) {
      return Verdict.OTHER;
    }
    if (line > end) {
      return incomplete(start, end);
    }
    int minor = in.getByte(line - 3) - '0';
    if (minor < 0 || minor > 1 || in.getByte(line - 2) != '\r' || in.getByte(line - 1) != '\n') {
      return Verdict.OTHER;
    }
    http10 = minor == 0;
    keepsAlive = minor == 1;
    hosts = 0;
    connections = 0;
    forwarded.clear();
    encodings.clear();
    return readFields(in, start, targetStart, targetEnd, line);
  }

  private Verdict readFields(ByteBuf in, int start, int targetStart, int targetEnd, int fields) {
    int end = in.writerIndex();
    int line = fields;
    while (true) {
      int lineEnd = line < end ? in.forEachByte(line, end - line, LINE) : -1;
      if (lineEnd < 0 || lineEnd + 1 >= end) {
        boolean odd = lineEnd >= 0 && in.getByte(lineEnd) != '\r';
        return odd ? Verdict.OTHER : incomplete(start, end);
      }
      if (in.getByte(lineEnd) != '\r' || in.getByte(lineEnd + 1) != '\n') {
        return Verdict.OTHER;
      }
      if (lineEnd + 2 - start > MAX_HEAD) {
        return Verdict.OTHER;
      }
      if (lineEnd == line) {
        if (hosts == 0 && !http10) {
          return Verdict.OTHER;
        }
        url = in.toString(targetStart, targetEnd - targetStart, StandardCharsets.ISO_8859_1);
        in.readerIndex(lineEnd + 2);
        return Verdict.READ;
      }
      if (!readField(in, line, lineEnd)) {
        return Verdict.OTHER;
      }
      line = lineEnd + 2;
    }
  }

  private static Verdict incomplete(int start, int end) {
    return end - start > MAX_HEAD ? Verdict.OTHER : Verdict.INCOMPLETE;
  }

  /** True as far as there are bytes. */
  private static boolean beginsWith(ByteBuf in, int start, int end, byte[] expected) {
    int length = Math.min(expected.length, end - start);
    for (int i = 0; i < length; i++) {
      if (in.getByte(start + i) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** False if the field could mean that this is no plain GET. */
  private boolean readField(ByteBuf in, int start, int end) {
    int colon = start;
    while (colon < end && isToken(in.getByte(colon))) {
      colon++;
    }
    if (colon == start || colon == end || in.getByte(colon) != ':') {
      return false;
    }
    int length = colon - start;
    if (length == forwardedField.length() && is(in, start, forwardedField)) {
      forwarded.add(value(in, colon + 1, end));
      return true;
    }
    return switch (length) {
      case 4 -> !is(in, start, "host") || hosts++ == 0;
      case 6 -> !is(in, start, "expect");
      case 7 -> !is(in, start, "upgrade") && !is(in, start, "trailer");
      case 10 -> !is(in, start, "connection") || readConnection(in, colon + 1, end);
      case 14 -> !is(in, start, "content-length") && !is(in, start, "http2-settings");
      case 15 -> {
        if (is(in, start, "accept-encoding")) {
          encodings.add(value(in, colon + 1, end));
        }
        yield true;
      }
      case 17 -> !is(in, start, "transfer-encoding");
      default -> true;
    };
  }

  private boolean readConnection(ByteBuf in, int start, int end) {
    String value = value(in, start, end);
    keepsAlive = value.equalsIgnoreCase("keep-alive");
    return connections++ == 0 && (keepsAlive || value.equalsIgnoreCase("close"));
  }

  private static String value(ByteBuf in, int start, int end) {
    return in.toString(start, end - start, StandardCharsets.ISO_8859_1).trim();
  }

  /** True if the name at {@code start} is this, in letters of either case. */
  private static boolean is(ByteBuf in, int start, String name) {
    for (int i = 0; i < name.length(); i++) {
      int c = in.getByte(start + i);
      int lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
      if (lower != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A character of a field's name (RFC 9110, 5.6.2). */
  private static boolean isToken(byte c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}
