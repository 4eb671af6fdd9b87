package io.skep.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The torrents, those deleted too. */
public interface TorrentStore {
  /** Shows every torrent. */
  void forEach(Consumer<Torrent> visitor) throws StorageException;

  /**
   * Adds a torrent.
   *
   * @param file the .torrent, null where there is none
   * @throws ConflictException if one of the info-hashes is another's
   */
  Torrent insert(NewTorrent torrent, byte @Nullable [] file) throws StorageException;

  /**
   * Adds those of which no info-hash is known yet and leaves the others as they are, in one
   * transaction; none has a .torrent.
   *
   * @return the torrents that were added
   */
  List<Torrent> insertMissing(List<NewTorrent> torrents) throws StorageException;

  /**
   * Replaces the torrent of this id and its info-hashes.
   *
   * @throws ConflictException if one of the info-hashes is another's
   */
  void update(Torrent torrent) throws StorageException;

  /** Keeps the .torrent of a torrent, in place of the one it had. */
  void putFile(long torrent, byte[] file) throws StorageException;

  /** The .torrent as it was uploaded; empty where there is none. */
  Optional<byte[]> file(long torrent) throws StorageException;
}
