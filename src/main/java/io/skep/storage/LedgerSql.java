package io.skep.storage;

/** The statements by which totals grow. */
final class LedgerSql {
  private static final String ADD_BYTES =
      """
        uploaded = %1$s.uploaded + excluded.uploaded,
        downloaded = %1$s.downloaded + excluded.downloaded,
        credited_uploaded = %1$s.credited_uploaded + excluded.credited_uploaded,
        credited_downloaded = %1$s.credited_downloaded + excluded.credited_downloaded""";

  static final String ADD_TO_USER =
      """
      INSERT INTO user_totals
        (user_id, uploaded, downloaded, credited_uploaded, credited_downloaded)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (user_id) DO UPDATE SET
      """
          + ADD_BYTES.formatted("user_totals");

  static final String ADD_TO_TORRENT =
      """
      INSERT INTO torrent_totals
        (torrent_id, uploaded, downloaded, credited_uploaded, credited_downloaded, snatches)
      VALUES (?, ?, ?, ?, ?, 0)
      ON CONFLICT (torrent_id) DO UPDATE SET
      """
          + ADD_BYTES.formatted("torrent_totals");

  static final String ADD_SNATCHES =
      """
      INSERT INTO torrent_totals
        (torrent_id, uploaded, downloaded, credited_uploaded, credited_downloaded, snatches)
      VALUES (?, 0, 0, 0, 0, ?)
      ON CONFLICT (torrent_id) DO UPDATE SET
        snatches = torrent_totals.snatches + excluded.snatches""";

  /** The first time is the earliest one that is known, the last time the latest. */
  static final String ADD_BYTES_TO_STANDING =
      """
      INSERT INTO standings
        (user_id, torrent_id, uploaded, downloaded, credited_uploaded, credited_downloaded,
         seed_seconds, completed_at, first_seen, last_seen, remaining)
      VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
      ON CONFLICT (user_id, torrent_id) DO UPDATE SET
      """
          + ADD_BYTES.formatted("standings")
          + """
          ,
            seed_seconds = standings.seed_seconds + excluded.seed_seconds,
            first_seen = CASE
              WHEN excluded.first_seen = 0 THEN standings.first_seen
              WHEN standings.first_seen = 0 THEN excluded.first_seen
              WHEN excluded.first_seen < standings.first_seen THEN excluded.first_seen
              ELSE standings.first_seen END,
            last_seen = CASE
              WHEN excluded.last_seen > standings.last_seen THEN excluded.last_seen
              ELSE standings.last_seen END""";

  static final String ADD_TO_STANDING =
      ADD_BYTES_TO_STANDING
          + """
          ,
            remaining = CASE
              WHEN excluded.last_seen >= standings.last_seen THEN excluded.remaining
              ELSE standings.remaining END""";

  static final String COMPLETE =
      "UPDATE standings SET completed_at = ? WHERE user_id = ? AND torrent_id = ?";

  /** With a place for the list of users and torrents. */
  static final String COMPLETED_BEFORE =
      """
      SELECT user_id, torrent_id FROM standings
      WHERE completed_at > 0 AND (user_id, torrent_id) IN (VALUES %s)""";

  private LedgerSql() {}
}
