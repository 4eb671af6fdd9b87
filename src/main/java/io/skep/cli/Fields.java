package io.skep.cli;

import io.skep.protocol.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a name and a value each, the values one below the other. */
final class Fields {
  private static final int NAME_COLUMNS = 14;

  private final List<String> lines = new ArrayList<>();

  /** Adds a value of our own making. */
  Fields add(String name, Object value) {
    lines.add(name + " ".repeat(Math.max(1, NAME_COLUMNS - name.length())) + value);
    return this;
  }

  /** Adds words from outside, made fit for a terminal; nothing where there are none. */
  Fields words(String name, @Nullable String value) {
    return value == null || value.isEmpty() ? this : add(name, PlainText.of(value));
  }

  /** Adds a line as it is. */
  Fields line(String line) {
    lines.add(line);
    return this;
  }

  @Override
  public String toString() {
    return String.join(System.lineSeparator(), lines);
  }
}
