package io.skep.storage;

import io.skep.bittorrent.InfoHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes torrents of rows, one row for each info-hash, a torrent's own together. */
final class TorrentRows {
  static final String SELECT =
      """
      SELECT t.id, h.info_hash, t.name, t.length, t.files, t.license, t.added_by, t.added_at,
        CASE WHEN f.torrent_id IS NULL THEN 0 ELSE 1 END, t.deleted_at, t.deleted_reason
      FROM torrents t
      JOIN torrent_hashes h ON h.torrent_id = t.id
      LEFT JOIN torrent_files f ON f.torrent_id = t.id
      ORDER BY t.id, h.place""";

  private final Consumer<Torrent> visitor;
  private final List<InfoHash> hashes = new ArrayList<>();
  private @Nullable Torrent current;

  TorrentRows(Consumer<Torrent> visitor) {
    this.visitor = visitor;
  }

  void row(ResultSet row) throws SQLException {
    Torrent torrent = current;
    if (torrent == null || torrent.id() != row.getLong(1)) {
      end();
      current = torrent(row);
    }
    hashes.add(InfoHash.read(row.getBytes(2), 0));
  }

  /** Shows the last one. */
  void end() {
    if (current != null) {
      visitor.accept(withHashes(current, hashes));
      hashes.clear();
    }
  }

  private static Torrent torrent(ResultSet row) throws SQLException {
    long deletedAt = row.getLong(10);
    Torrent.Deletion deletion =
        row.wasNull() ? null : new Torrent.Deletion(deletedAt, row.getString(11));
    return new Torrent(
        row.getLong(1),
        List.of(),
        row.getString(3),
        row.getLong(4),
        row.getInt(5),
        row.getString(6),
        row.getLong(7),
        row.getLong(8),
        row.getInt(9) != 0,
        deletion);
  }

  private static Torrent withHashes(Torrent torrent, List<InfoHash> hashes) {
    return new Torrent(
        torrent.id(),
        hashes,
        torrent.name(),
        torrent.length(),
        torrent.files(),
        torrent.license(),
        torrent.addedBy(),
        torrent.addedAt(),
        torrent.hasFile(),
        torrent.deleted());
  }

  /** A new torrent with its id. */
  static Torrent torrent(long id, NewTorrent added, boolean hasFile) {
    return new Torrent(
        id,
        added.infoHashes(),
        added.name(),
        added.length(),
        added.files(),
        added.license(),
        added.addedBy(),
        added.addedAt(),
        hasFile,
        null);
  }

  /** All but the info-hashes, the id last. */
  static void bind(Parameters parameters, Torrent torrent) throws SQLException, StorageException {
    Torrent.Deletion deletion = torrent.deleted();
    parameters
        .add(torrent.name())
        .add(torrent.length())
        .add(torrent.files())
        .add(torrent.license())
        .add(torrent.addedBy())
        .add(torrent.addedAt())
        .addOrNull(deletion == null ? null : (Long) deletion.at())
        .addOrNull(deletion == null ? null : deletion.reason())
        .add(torrent.id());
  }
}
