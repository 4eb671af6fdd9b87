package io.skep.storage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Compares the totals with the sums of the history, in SQL. */
final class LedgerCheck {
  /** How many discrepancies of a table are told; one is enough to know that something is wrong. */
  private static final int TOLD = 1_000;

  private LedgerCheck() {}

  static List<Discrepancy> run(Transaction transaction) throws SQLException, StorageException {
    List<Discrepancy> found = new ArrayList<>();
    found.addAll(compare(transaction, "user_id, 0", "user_id", "user_totals", ""));
    found.addAll(
        compare(
            transaction, "0, torrent_id", "torrent_id", "torrent_totals", "WHERE torrent_id > 0"));
    found.addAll(
        compare(
            transaction,
            "user_id, torrent_id",
            "user_id, torrent_id",
            "standings",
            "WHERE torrent_id > 0"));
    return found;
  }

  /** The total and the history of each account come in one row. */
  private static List<Discrepancy> compare(
      Transaction transaction, String account, String columns, String table, String lines)
      throws SQLException, StorageException {
    return transaction.all(
        """
        SELECT %1$s, sum(u), sum(d), sum(cu), sum(cd), sum(hu), sum(hd), sum(hcu), sum(hcd)
        FROM (
          SELECT %2$s, uploaded AS u, downloaded AS d, credited_uploaded AS cu,
            credited_downloaded AS cd, 0 AS hu, 0 AS hd, 0 AS hcu, 0 AS hcd
          FROM %3$s
          UNION ALL
          SELECT %2$s, 0, 0, 0, 0, sum(uploaded), sum(downloaded), sum(credited_uploaded),
            sum(credited_downloaded)
          FROM credit_lines %4$s
          GROUP BY %2$s
        ) AS sides
        GROUP BY %2$s
        HAVING sum(u) <> sum(hu) OR sum(d) <> sum(hd) OR sum(cu) <> sum(hcu) OR sum(cd) <> sum(hcd)
        ORDER BY 1, 2
        LIMIT ?"""
            .formatted(account, columns, table, lines),
        p -> p.add(TOLD),
        row ->
            new Discrepancy(
                row.getLong(1),
                row.getLong(2),
                StandingRows.balance(row, 3),
                StandingRows.balance(row, 7)));
  }
}
