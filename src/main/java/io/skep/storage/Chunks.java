package io.skep.storage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks which of many values a table has, some hundreds with one statement. */
final class Chunks {
  /** Both databases take so many parameters. */
  private static final int SIZE = 400;

  private Chunks() {}

  /**
   * The rows found.
   *
   * @param sql with {@code %s} where the list of values belongs
   * @param row the parameters of one value, such as {@code ?} or {@code (?, ?)}
   */
  static <T, R> Set<R> find(
      Transaction transaction,
      String sql,
      String row,
      List<T> values,
      Parameters.Binder<? super T> binder,
      Transaction.Reader<R> reader)
      throws java.sql.SQLException, StorageException {
    Set<R> found = new HashSet<>();
    for (int from = 0; from < values.size(); from += SIZE) {
      List<T> chunk = values.subList(from, Math.min(values.size(), from + SIZE));
      List<String> rows = new ArrayList<>(chunk.size());
      chunk.forEach(value -> rows.add(row));
      found.addAll(
          transaction.all(
              String.format(sql, String.join(", ", rows)),
              p -> {
                for (T value : chunk) {
                  binder.bind(p, value);
                }
              },
              reader));
    }
    return found;
  }
}
