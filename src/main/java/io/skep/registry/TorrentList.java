package io.skep.registry;

import io.skep.bittorrent.InfoHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A list of torrents in a file or a folder, read again when that changes.
 *
 * <p>Reading blocks, so {@link #reload} is not for an event loop; {@link #contains} is.
 */
public final class TorrentList {
  private final Path path;
  private volatile Set<InfoHash> infoHashes;
  private TorrentListStamp stamp;

  private TorrentList(Path path, Set<InfoHash> infoHashes, TorrentListStamp stamp) {
    this.path = path;
    this.infoHashes = infoHashes;
    this.stamp = stamp;
  }

  /**
   * Reads the list for the first time.
   *
   * @param path a file with an info-hash a line, or a folder of .torrent files
   * @throws TorrentListException if it can't be read, or a line of the file is none
   */
  public static TorrentList open(Path path) throws TorrentListException {
    TorrentListStamp stamp = stamp(path);
    return new TorrentList(path, TorrentListReader.read(path), stamp);
  }

  private static TorrentListStamp stamp(Path path) throws TorrentListException {
    try {
      return TorrentListStamp.of(path);
    } catch (IOException e) {
      throw TorrentListReader.unreadable(path, e);
    }
  }

  /**
   * Reads the list again if it has changed; if it can't be read, it stays as it was, and the next
   * call tries again.
   *
   * @return true if it was read
   */
  public synchronized boolean reload() throws TorrentListException {
    TorrentListStamp current = stamp(path);
    if (current.equals(stamp)) {
      return false;
    }
    infoHashes = TorrentListReader.read(path);
    stamp = current;
    return true;
  }

  /** How many info-hashes there are; a hybrid torrent has two (BEP 52). */
  public int size() {
    return infoHashes.size();
  }

  /** Where the list is. */
  public Path path() {
    return path;
  }

  boolean contains(InfoHash infoHash) {
    return infoHashes.contains(infoHash);
  }
}
