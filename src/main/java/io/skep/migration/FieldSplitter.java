package io.skep.migration;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits lines into fields, in one of the ways that programs write them. */
interface FieldSplitter {
  /** The next line that is to be split; null at the end. */
  @Nullable Line nextLine() throws IOException;

  /**
   * The fields of a line, and of those after it where a quoted field goes on there.
   *
   * @throws RowException if it can't be split
   */
  List<String> split(Line line) throws IOException, RowException;

  /** The splitter for a file whose first line is this. */
  static FieldSplitter of(String header, Lines lines) {
    if (header.indexOf('\t') >= 0) {
      return new TabSplitter(lines);
    }
    boolean semicolons = header.indexOf(';') >= 0 && header.indexOf(',') < 0;
    return new CsvSplitter(lines, semicolons ? ';' : ',');
  }
}
