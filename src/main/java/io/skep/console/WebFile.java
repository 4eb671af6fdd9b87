package io.skep.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file that browsers are given, plain and compressed.
 *
 * @param type what stands in {@code Content-Type}
 * @param plain the bytes
 * @param compressed the same by gzip
 * @param tag names exactly these bytes, for {@code ETag}
 */
record WebFile(String type, byte[] plain, byte[] compressed, String tag) {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml");

  /**
   * The file of these bytes.
   *
   * @param name its name, whose ending says its type
   * @throws IllegalArgumentException if the ending is none of those that browsers are given
   */
  static WebFile of(String name, byte[] bytes) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    if (type == null) {
      throw new IllegalArgumentException(name + " is of no type that browsers are given");
    }
    return new WebFile(type, bytes, compress(bytes), Digests.hex(bytes));
  }

  private static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
    try (SmallestGzip gzip = new SmallestGzip(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("memory can't be written to", e);
    }
    return out.toByteArray();
  }

  /** Takes its time, since it is done once. */
  private static final class SmallestGzip extends GZIPOutputStream {
    SmallestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
