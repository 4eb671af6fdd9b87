package io.skep.migration;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of an exported table.
 *
 * @param line the number of the line where it begins, from 1 on
 * @param values by the columns' names in lower case; columns that are NULL are not there
 */
public record Row(long line, Map<String, String> values) implements Entry {
  /** A copy of the values. */
  public Row {
    values = Map.copyOf(values);
  }

  /** What stands in the column, without blanks around it; null where it is NULL or missing. */
  @Nullable String text(String column) {
    String value = values.get(column);
    return value == null ? null : value.strip();
  }
}
