package io.skep.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What part of a file a request is for (RFC 9110, 14).
 *
 * @param from the first byte
 * @param to the end, itself not included; equal to {@code from} where no byte of the file is meant
 */
record ByteRange(long from, long to) {
  private static final Pattern SINGLE =
      Pattern.compile("bytes=[ \\t]*([0-9]*)-([0-9]*)[ \\t]*", Pattern.CASE_INSENSITIVE);

  /** More digits than any file's length has. */
  private static final int MAX_DIGITS = 18;

  /**
   * Reads the {@code Range} header.
   *
   * @return null where it is to be passed over, since it is none that we know or has several
   *     ranges, which a server need not serve
   */
  static @Nullable ByteRange parse(String header, long fileLength) {
    Matcher parts = SINGLE.matcher(header);
    if (!parts.matches()) {
      return null;
    }
    String first = parts.group(1);
    String last = parts.group(2);
    if (first.isEmpty()) {
      return last.isEmpty()
          ? null
          : new ByteRange(Math.max(0, fileLength - number(last)), fileLength);
    }
    long from = number(first);
    if (last.isEmpty()) {
      return new ByteRange(Math.min(from, fileLength), fileLength);
    }
    long to = number(last) + 1;
    if (to <= from) {
      return null;
    }
    return new ByteRange(Math.min(from, fileLength), Math.min(to, fileLength));
  }

  private static long number(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > MAX_DIGITS ? Long.MAX_VALUE - 1 : Long.parseLong(significant);
  }

  boolean isEmpty() {
    return from == to;
  }

  long length() {
    return to - from;
  }

  /** The {@code Content-Range} header. */
  String contentRange(long fileLength) {
    return "bytes " + from + "-" + (to - 1) + "/" + fileLength;
  }
}
