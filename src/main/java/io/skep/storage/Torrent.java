package io.skep.storage;

import io.skep.bittorrent.InfoHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A torrent that is registered, or was.
 *
 * @param id 1 and up
 * @param infoHashes one, or the two of a hybrid (BEP 52), version 1 first
 * @param name what people call it, 1 to 255 characters
 * @param length the sum of its files in bytes; -1 where only the info-hash is known
 * @param files how many files it has; 0 where that is not known
 * @param license the licence of its content, empty where that is not known
 * @param addedBy the user who brought it, 0 where that was the operator
 * @param addedAt when, in seconds
 * @param hasFile whether its .torrent is kept
 * @param deleted when and why it was deleted; null where it is served
 */
public record Torrent(
    long id,
    List<InfoHash> infoHashes,
    String name,
    long length,
    int files,
    String license,
    long addedBy,
    long addedAt,
    boolean hasFile,
    @Nullable Deletion deleted) {

  /** A copy of what was given. */
  public Torrent {
    infoHashes = List.copyOf(infoHashes);
  }

  /**
   * Why a torrent is not served any more.
   *
   * @param at when it was deleted, in seconds
   * @param reason words that the announcing client is shown, 1 to 200 characters
   */
  public record Deletion(long at, String reason) {}
}
