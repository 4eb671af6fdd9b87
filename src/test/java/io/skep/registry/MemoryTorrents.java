package io.skep.registry;

import io.skep.bittorrent.InfoHash;
import io.skep.storage.ConflictException;
import io.skep.storage.NewTorrent;
import io.skep.storage.StorageException;
import io.skep.storage.StorageUnavailableException;
import io.skep.storage.Torrent;
import io.skep.storage.TorrentStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A database's torrents that live as long as a test; one write can be made to fail. */
final class MemoryTorrents implements TorrentStore {
  private final Map<Long, Torrent> rows = new TreeMap<>();
  private final Map<Long, byte[]> files = new HashMap<>();
  private boolean failsFile;

  /** Lets the next file not be kept. */
  synchronized void failNextFile() {
    failsFile = true;
  }

  @Override
  public synchronized void forEach(Consumer<Torrent> visitor) {
    rows.keySet().stream().map(this::row).forEach(visitor);
  }

  private Torrent row(long id) {
    Torrent row = Objects.requireNonNull(rows.get(id));
    return new Torrent(
        id,
        row.infoHashes(),
        row.name(),
        row.length(),
        row.files(),
        row.license(),
        row.addedBy(),
        row.addedAt(),
        files.containsKey(id),
        row.deleted());
  }

  @Override
  public synchronized Torrent insert(NewTorrent torrent, byte @Nullable [] file)
      throws StorageException {
    long id = rows.size() + 1L;
    Torrent row =
        new Torrent(
            id,
            torrent.infoHashes(),
            torrent.name(),
            torrent.length(),
            torrent.files(),
            torrent.license(),
            torrent.addedBy(),
            torrent.addedAt(),
            false,
            null);
    update(row);
    if (file != null) {
      files.put(id, file.clone());
    }
    return row(id);
  }

  @Override
  public synchronized List<Torrent> insertMissing(List<NewTorrent> torrents)
      throws StorageException {
    List<Torrent> added = new ArrayList<>();
    for (NewTorrent torrent : torrents) {
      if (rows.values().stream().allMatch(row -> areOthers(row, torrent.infoHashes()))) {
        added.add(insert(torrent, null));
      }
    }
    return added;
  }

  private static boolean areOthers(Torrent row, List<InfoHash> hashes) {
    return Collections.disjoint(row.infoHashes(), hashes);
  }

  @Override
  public synchronized void update(Torrent torrent) throws StorageException {
    for (Torrent row : rows.values()) {
      if (row.id() != torrent.id() && !areOthers(row, torrent.infoHashes())) {
        throw new ConflictException("the database knows a torrent of this info-hash");
      }
    }
    rows.put(torrent.id(), torrent);
  }

  @Override
  public synchronized void putFile(long torrent, byte[] file) throws StorageException {
    if (failsFile) {
      failsFile = false;
      throw new StorageUnavailableException("the database is away", null);
    }
    files.put(torrent, file.clone());
  }

  @Override
  public synchronized Optional<byte[]> file(long torrent) {
    return Optional.ofNullable(files.get(torrent)).map(byte[]::clone);
  }
}
