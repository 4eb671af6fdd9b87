package io.skep.storage;

import io.skep.bittorrent.PeerId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Baselines to rows and back. */
final class SessionRows {
  static final String SELECT =
      """
      SELECT id, user_id, torrent_id, client_key, peer_id, uploaded, downloaded, remaining,
        started_at, previous_uploaded, previous_downloaded, last_seen, stopped
      FROM sessions""";

  static final String PUT =
      """
      INSERT INTO sessions
        (id, user_id, torrent_id, client_key, peer_id, uploaded, downloaded, remaining, started_at,
         previous_uploaded, previous_downloaded, last_seen, stopped)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (user_id, torrent_id, id) DO UPDATE SET
        client_key = excluded.client_key,
        peer_id = excluded.peer_id,
        uploaded = excluded.uploaded,
        downloaded = excluded.downloaded,
        remaining = excluded.remaining,
        started_at = excluded.started_at,
        previous_uploaded = excluded.previous_uploaded,
        previous_downloaded = excluded.previous_downloaded,
        last_seen = excluded.last_seen,
        stopped = excluded.stopped""";

  private SessionRows() {}

  static void bind(Parameters parameters, SessionRow session) throws SQLException {
    parameters
        .add(session.id())
        .add(session.user())
        .add(session.torrent())
        .add(session.key())
        .add(session.peerId().bytes())
        .add(session.uploaded())
        .add(session.downloaded())
        .add(session.left())
        .add(session.startedAt())
        .add(session.previousUploaded())
        .add(session.previousDownloaded())
        .add(session.lastSeen())
        .add(session.stopped());
  }

  static SessionRow session(ResultSet row) throws SQLException {
    return new SessionRow(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getInt(4),
        PeerId.read(row.getBytes(5), 0),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12),
        row.getInt(13) != 0);
  }
}
