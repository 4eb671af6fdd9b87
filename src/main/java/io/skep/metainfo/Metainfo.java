package io.skep.metainfo;

import io.skep.bittorrent.InfoHash;
import java.util.List;

/**
 * What a .torrent says (BEP 3, BEP 52).
 *
 * @param name the suggested name of the file or folder, as it stands in the file: whoever makes a
 *     path of it has to check it first
 * @param version which of the two formats it is written in
 * @param infoHashes the hashes that its swarms go by: of version 1, of version 2 cut to 20 bytes,
 *     or for a hybrid both in this order
 * @param length the length of the content in bytes, without padding (BEP 47)
 * @param pieceLength the length of a piece in bytes, 1 to {@link #MAX_PIECE_LENGTH}
 * @param isPrivate true if its peers may come from its trackers only (BEP 27)
 * @param trackers the tiers of announce URLs (BEP 12), the first to be tried first; empty where it
 *     names none
 */
public record Metainfo(
    String name,
    Version version,
    List<InfoHash> infoHashes,
    long length,
    int pieceLength,
    boolean isPrivate,
    List<List<String>> trackers) {
  /** The greatest piece length that is read, 1 GiB: more is in no client's reach. */
  public static final int MAX_PIECE_LENGTH = 1 << 30;

  /** The greatest number of files that is read, padding counted. */
  public static final int MAX_FILES = 100_000;

  /** The formats of a .torrent. */
  public enum Version {
    /** Hashed with SHA-1 over all files in a row (BEP 3). */
    V1,
    /** Hashed with SHA-256, a tree for each file (BEP 52). */
    V2,
    /** Both in one file, with a swarm for each. */
    HYBRID
  }

  /** Keeps copies of the lists that nobody changes. */
  public Metainfo {
    infoHashes = List.copyOf(infoHashes);
    trackers = trackers.stream().map(List::copyOf).toList();
  }

  /**
   * Reads a whole .torrent.
   *
   * @throws MetainfoException if it is not bencoded, if what BEP 3 or BEP 52 ask for is missing, or
   *     if lengths and pieces do not fit each other
   */
  public static Metainfo read(byte[] torrent) throws MetainfoException {
    return MetainfoReader.read(torrent);
  }
}
