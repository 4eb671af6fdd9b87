package io.skep.migration;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lines of fields with a sign between them; the first line names the columns. */
final class SeparatedRecords implements Records {
  /** More columns than any table of a tracker's has. */
  private static final int MAX_COLUMNS = 1_000;

  private static final Set<String> NULLS = Set.of("\\N", "NULL");

  private final FieldSplitter splitter;
  private final List<String> names;

  private SeparatedRecords(FieldSplitter splitter, List<String> names) {
    this.splitter = splitter;
    this.names = names;
  }

  static SeparatedRecords after(Line header, Lines lines) throws IOException {
    FieldSplitter splitter = FieldSplitter.of(header.text(), lines);
    try {
      List<String> names =
          splitter.split(header).stream()
              .map(name -> name.strip().toLowerCase(Locale.ROOT))
              .toList();
      if (names.size() > MAX_COLUMNS) {
        throw new IOException("names more than " + MAX_COLUMNS + " columns in its first line");
      }
      checkOnce(names);
      return new SeparatedRecords(splitter, names);
    } catch (RowException e) {
      throw new IOException("has a first line that names no columns: it " + e.getMessage(), e);
    }
  }

  private static void checkOnce(List<String> names) throws IOException {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IOException("names the column '" + name + "' twice in its first line");
      }
    }
  }

  @Override
  public @Nullable Entry next() throws IOException {
    Line line = splitter.nextLine();
    while (line != null && !line.isTooLong() && line.text().isEmpty()) {
      line = splitter.nextLine();
    }
    if (line == null) {
      return null;
    }
    try {
      return row(line.number(), splitter.split(line));
    } catch (RowException e) {
      return new Refusal(line.number(), String.valueOf(e.getMessage()));
    }
  }

  private Row row(long number, List<String> fields) throws RowException {
    if (fields.size() != names.size()) {
      throw new RowException(
          "has %d fields where the first line names %d columns"
              .formatted(fields.size(), names.size()));
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      if (!NULLS.contains(fields.get(i))) {
        values.put(names.get(i), fields.get(i));
      }
    }
    return new Row(number, values);
  }

  @Override
  public Optional<Set<String>> columns() {
    return Optional.of(new LinkedHashSet<>(names));
  }
}
