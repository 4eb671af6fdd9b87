package io.skep.storage;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Lines of the history to rows and back. */
final class CreditRows {
  static final String SELECT =
      """
      SELECT happened_at, user_id, torrent_id, session_id, reason, uploaded, downloaded,
        credited_uploaded, credited_downloaded, upload_percent, download_percent, note
      FROM credit_lines""";

  static final String INSERT =
      """
      INSERT INTO credit_lines
        (id, happened_at, user_id, torrent_id, session_id, reason, uploaded, downloaded,
         credited_uploaded, credited_downloaded, upload_percent, download_percent, note)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private CreditRows() {}

  static void bind(Parameters parameters, long id, CreditLine line)
      throws SQLException, StorageException {
    parameters
        .add(id)
        .add(line.at())
        .add(line.user())
        .add(line.torrent())
        .add(line.session())
        .add(line.reason())
        .add(line.uploaded())
        .add(line.downloaded())
        .add(line.creditedUploaded())
        .add(line.creditedDownloaded())
        .add(line.uploadPercent())
        .add(line.downloadPercent())
        .add(line.note());
  }

  static CreditLine line(ResultSet row) throws SQLException {
    return new CreditLine(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        CreditLine.Reason.valueOf(row.getString(5)),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getInt(10),
        row.getInt(11),
        row.getString(12));
  }

  static Filter filter(LedgerStore.LineQuery query) {
    return new Filter()
        .and(query.user() != 0, "user_id = ?", p -> p.add(query.user()))
        .and(query.torrent() != 0, "torrent_id = ?", p -> p.add(query.torrent()))
        .and(query.from() != 0, "happened_at >= ?", p -> p.add(query.from()))
        .and(query.to() != Long.MAX_VALUE, "happened_at < ?", p -> p.add(query.to()));
  }
}
