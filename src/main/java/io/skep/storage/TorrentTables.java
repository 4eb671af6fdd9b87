package io.skep.storage;

import io.skep.bittorrent.InfoHash;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The torrents, their info-hashes and their .torrent files, a table each. */
final class TorrentTables implements TorrentStore {
  private final Transactions transactions;

  TorrentTables(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void forEach(Consumer<Torrent> visitor) throws StorageException {
    transactions.scan(
        transaction -> {
          TorrentRows rows = new TorrentRows(visitor);
          transaction.each(TorrentRows.SELECT, Parameters.NONE, rows::row);
          rows.end();
          return true;
        });
  }

  @Override
  public Torrent insert(NewTorrent torrent, byte @Nullable [] file) throws StorageException {
    return transactions.write(
        transaction -> {
          Torrent added = insert(transaction, List.of(torrent), file != null).get(0);
          if (file != null) {
            putFile(transaction, added.id(), file);
          }
          return added;
        });
  }

  @Override
  public List<Torrent> insertMissing(List<NewTorrent> torrents) throws StorageException {
    return transactions.writeSlowly(
        transaction -> insert(transaction, missing(transaction, torrents), false));
  }

  private static List<NewTorrent> missing(Transaction transaction, List<NewTorrent> torrents)
      throws SQLException, StorageException {
    List<InfoHash> hashes = new ArrayList<>();
    torrents.forEach(torrent -> hashes.addAll(torrent.infoHashes()));
    Set<InfoHash> known =
        Chunks.find(
            transaction,
            "SELECT info_hash FROM torrent_hashes WHERE info_hash IN (%s)",
            "?",
            hashes,
            (p, hash) -> p.add(hash.bytes()),
            row -> InfoHash.read(row.getBytes(1), 0));
    List<NewTorrent> missing = new ArrayList<>();
    for (NewTorrent torrent : torrents) {
      if (torrent.infoHashes().stream().noneMatch(known::contains)) {
        known.addAll(torrent.infoHashes());
        missing.add(torrent);
      }
    }
    return missing;
  }

  private static List<Torrent> insert(
      Transaction transaction, List<NewTorrent> added, boolean hasFile)
      throws SQLException, StorageException {
    List<Torrent> torrents = new ArrayList<>(added.size());
    if (added.isEmpty()) {
      return torrents;
    }
    long id = Ids.next(transaction, Ids.Kind.TORRENT, added.size());
    for (NewTorrent torrent : added) {
      torrents.add(TorrentRows.torrent(id++, torrent, hasFile));
    }
    transaction.changeEach(
        """
        INSERT INTO torrents
          (name, length, files, license, added_by, added_at, deleted_at, deleted_reason, id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        torrents,
        TorrentRows::bind);
    insertHashes(transaction, torrents);
    return torrents;
  }

  private static void insertHashes(Transaction transaction, List<Torrent> torrents)
      throws SQLException, StorageException {
    record Place(long torrent, InfoHash hash, int place) {}
    List<Place> places = new ArrayList<>();
    for (Torrent torrent : torrents) {
      if (torrent.infoHashes().isEmpty()
          || new HashSet<>(torrent.infoHashes()).size() < torrent.infoHashes().size()) {
        throw new StorageException("a torrent has one info-hash, or two that differ", null);
      }
      for (int i = 0; i < torrent.infoHashes().size(); i++) {
        places.add(new Place(torrent.id(), torrent.infoHashes().get(i), i));
      }
    }
    transaction.changeEach(
        "INSERT INTO torrent_hashes (torrent_id, info_hash, place) VALUES (?, ?, ?)",
        places,
        (p, place) -> p.add(place.torrent()).add(place.hash().bytes()).add(place.place()));
  }

  @Override
  public void update(Torrent torrent) throws StorageException {
    transactions.change(
        transaction -> {
          int rows =
              transaction.change(
                  """
                  UPDATE torrents
                  SET name = ?, length = ?, files = ?, license = ?, added_by = ?, added_at = ?,
                    deleted_at = ?, deleted_reason = ?
                  WHERE id = ?""",
                  p -> TorrentRows.bind(p, torrent));
          if (rows == 0) {
            throw unknown(torrent.id());
          }
          transaction.change(
              "DELETE FROM torrent_hashes WHERE torrent_id = ?", p -> p.add(torrent.id()));
          insertHashes(transaction, List.of(torrent));
        });
  }

  private static StorageException unknown(long torrent) {
    return new StorageException("there is no torrent " + torrent, null);
  }

  @Override
  public void putFile(long torrent, byte[] file) throws StorageException {
    transactions.change(
        transaction -> {
          if (transaction.number("SELECT count(*) FROM torrents WHERE id = ?", p -> p.add(torrent))
              == 0) {
            throw unknown(torrent);
          }
          putFile(transaction, torrent, file);
        });
  }

  private static void putFile(Transaction transaction, long torrent, byte[] file)
      throws SQLException, StorageException {
    transaction.change(
        """
        INSERT INTO torrent_files (torrent_id, content) VALUES (?, ?)
        ON CONFLICT (torrent_id) DO UPDATE SET content = excluded.content""",
        p -> p.add(torrent).add(file));
  }

  @Override
  public Optional<byte[]> file(long torrent) throws StorageException {
    return transactions.read(
        transaction ->
            transaction.first(
                "SELECT content FROM torrent_files WHERE torrent_id = ?",
                p -> p.add(torrent),
                row -> row.getBytes(1)));
  }
}
