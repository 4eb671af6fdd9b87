package io.skep.storage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a query; values are only ever parameters. */
final class Filter {
  private final List<String> conditions = new ArrayList<>();
  private final List<Parameters.Setter> setters = new ArrayList<>();

  /** Adds a condition with its one parameter, if it is wanted. */
  Filter and(boolean wanted, String condition, Parameters.Setter setter) {
    if (wanted) {
      conditions.add(condition);
      setters.add(setter);
    }
    return this;
  }

  /** The text from WHERE on; empty where there is no condition. */
  String where() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  /** Sets the parameters. */
  void set(Parameters parameters) throws SQLException, StorageException {
    for (Parameters.Setter setter : setters) {
      setter.set(parameters);
    }
  }

  /** Those, and after them limit and offset. */
  Parameters.Setter page(int limit, int offset) {
    return parameters -> {
      set(parameters);
      parameters.add(Math.max(0, limit)).add(Math.max(0, offset));
    };
  }
}
