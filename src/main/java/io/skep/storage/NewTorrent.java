package io.skep.storage;

import io.skep.bittorrent.InfoHash;
import java.util.List;

/** A torrent that has no id yet; see {@link Torrent}. */
public record NewTorrent(
    List<InfoHash> infoHashes,
    String name,
    long length,
    int files,
    String license,
    long addedBy,
    long addedAt) {

  /** A copy of what was given. */
  public NewTorrent {
    infoHashes = List.copyOf(infoHashes);
  }
}
