package io.skep.storage;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Standings of rows. */
final class StandingRows {
  static final String SELECT =
      """
      SELECT user_id, torrent_id, uploaded, downloaded, credited_uploaded, credited_downloaded,
        seed_seconds, completed_at, first_seen, last_seen, remaining
      FROM standings""";

  private StandingRows() {}

  static Balance balance(ResultSet row, int first) throws SQLException {
    return new Balance(
        row.getLong(first), row.getLong(first + 1), row.getLong(first + 2), row.getLong(first + 3));
  }

  static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        row.getLong(1),
        row.getLong(2),
        balance(row, 3),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11));
  }

  static Filter filter(LedgerStore.StandingQuery query) {
    return new Filter()
        .and(query.user() != 0, "user_id = ?", p -> p.add(query.user()))
        .and(query.torrent() != 0, "torrent_id = ?", p -> p.add(query.torrent()));
  }

  static String column(LedgerStore.StandingSort sort) {
    return switch (sort) {
      case LAST_SEEN -> "last_seen";
      case UPLOADED -> "credited_uploaded";
      case DOWNLOADED -> "credited_downloaded";
      case SEED_SECONDS -> "seed_seconds";
    };
  }
}
