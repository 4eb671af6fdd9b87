package io.skep.registry;

import io.skep.bittorrent.InfoHash;
import io.skep.storage.NewTorrent;
import io.skep.storage.StorageException;
import io.skep.storage.Torrent;
import io.skep.storage.TorrentStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** SKELETON. The torrents. */
public final class Torrents {
  /** The largest .torrent that is taken, in bytes: 16 MiB. */
  public static final int MAX_FILE = 16 << 20;

  private Torrents() {}

  /** Loads every torrent. */
  public static Torrents load(TorrentStore store, LongSupplier seconds) throws StorageException {
    throw new UnsupportedOperationException();
  }

  /** The torrent with this info-hash, deleted or not. */
  public Optional<Torrent> find(InfoHash hash) {
    throw new UnsupportedOperationException();
  }

  /** The torrent of this id, deleted or not. */
  public Optional<Torrent> find(long id) {
    throw new UnsupportedOperationException();
  }

  /** Every torrent by id, those deleted too. */
  public List<Torrent> all() {
    throw new UnsupportedOperationException();
  }

  /** Registers a .torrent; CONFLICT if it is registered with its .torrent already. */
  public Registration register(byte[] torrentFile, long addedBy)
      throws StorageException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** Registers an info-hash alone; CONFLICT if it is registered already. */
  public Torrent register(InfoHash hash, String name, long addedBy)
      throws StorageException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** Adds those of which no info-hash is known yet. */
  public List<Torrent> addMissing(List<NewTorrent> torrents)
      throws StorageException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** What stands against adding a torrent, in sentences; empty if nothing does. */
  public List<String> problems(NewTorrent torrent) {
    throw new UnsupportedOperationException();
  }

  /** Changes name, licence, length, files, info-hashes, addedBy; the rest stays as it is. */
  public Torrent change(long id, UnaryOperator<Torrent> change)
      throws StorageException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** Serves a torrent no longer; the reason has 1 to 200 characters. */
  public Torrent delete(long id, String reason) throws StorageException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** Serves a deleted torrent again. */
  public Torrent restore(long id) throws StorageException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** The .torrent with these announce URLs, a tier each; NOT_FOUND if none is kept. */
  public byte[] file(Torrent torrent, List<String> announceUrls)
      throws StorageException, RegistryException {
    throw new UnsupportedOperationException();
  }

  /** Registers every .torrent of a folder. */
  public FolderImport importFolder(Path folder) throws IOException, StorageException {
    throw new UnsupportedOperationException();
  }
}
