package io.skep.migration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an exported table, one after the other.
 *
 * <p>A file whose first sign is <code>{</code> has a JSON object a line (NDJSON). Any other begins
 * with a line that names the columns, in any order; names count without regard to case, and columns
 * that nobody asks for are passed over. Where those names have tabs between them it is what {@code
 * mysql --batch} prints, else CSV (RFC 4180) with commas or semicolons.
 */
public final class Rows implements AutoCloseable {
  private final Lines lines;
  private final Records records;

  private Rows(Lines lines, Records records) {
    this.lines = lines;
    this.records = records;
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it can't be read, or is no export at all: in words that go on after the
   *     file's name
   */
  public static Rows open(Path file) throws IOException {
    return of(Files.newInputStream(file));
  }

  static Rows of(InputStream in) throws IOException {
    try {
      Lines lines = new Lines(in);
      return new Rows(lines, records(lines));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static Records records(Lines lines) throws IOException {
    Line first = lines.next();
    while (first != null && !first.isTooLong() && first.text().isBlank()) {
      first = lines.next();
    }
    if (first == null) {
      throw new IOException("is empty");
    }
    if (first.isTooLong()) {
      throw new IOException("begins with a line of more than " + Lines.MAX_BYTES + " bytes");
    }
    String beginning = first.text().stripLeading();
    if (beginning.startsWith("[")) {
      throw new IOException(
          "is a JSON array; there has to be one object a line, as jq -c '.[]' makes it");
    }
    return beginning.startsWith("{")
        ? new NdjsonRecords(lines, first)
        : SeparatedRecords.after(first, lines);
  }

  /** The next row, or the next line that is none; null at the end of the file. */
  public @Nullable Entry next() throws IOException {
    return records.next();
  }

  /** The columns that the first line names, in lower case; empty where each row names its own. */
  public Optional<Set<String>> columns() {
    return records.columns();
  }

  /** How many bytes of the file have been read. */
  public long bytesRead() {
    return lines.bytesRead();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
