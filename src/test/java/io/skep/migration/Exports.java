package io.skep.migration;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Exports for tests. */
public final class Exports {
  private Exports() {}

  /** One of those beside the tests. */
  public static Path sample(String name) {
    try {
      URL url = Objects.requireNonNull(Exports.class.getResource(name), name);
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** All that a file has. */
  static List<Entry> read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Rows rows = Rows.open(file)) {
      for (Entry entry = rows.next(); entry != null; entry = rows.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** What becomes of each line: {@code made} of a row, or {@code 7: why} of one that is refused. */
  static List<String> outcomes(Path file, Making making) throws IOException {
    List<String> outcomes = new ArrayList<>();
    for (Entry entry : read(file)) {
      String outcome;
      try {
        outcome = entry instanceof Row row ? making.make(row) : ((Refusal) entry).why();
      } catch (RowException e) {
        outcome = String.valueOf(e.getMessage());
      }
      outcomes.add(entry.line() + ": " + outcome);
    }
    return outcomes;
  }

  /** Makes something of a row. */
  interface Making {
    String make(Row row) throws RowException;
  }
}
