package io.skep.client;

import io.skep.bittorrent.InfoHash;
import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a magnet link asks for: a torrent by its hash (BEP 9), and maybe some files of it (53). */
final class SoughtTorrent {
  private SoughtTorrent() {}

  /**
   * The torrent of an info dictionary.
   *
   * @param trackers those to announce to
   * @return null if the dictionary is not the one that the link names
   * @throws MetainfoException if it is, and no torrent all the same
   */
  static @Nullable Metainfo judge(
      @Nullable MagnetLink magnet, byte[] info, List<List<String>> trackers)
      throws MetainfoException {
    byte[] sha256 = digest("SHA-256", info);
    List<InfoHash> hashes =
        List.of(InfoHash.read(digest("SHA-1", info), 0), InfoHash.read(sha256, 0));
    // Before it is read: what anybody makes up is no fault of the torrent's.
    if (magnet == null
        || !hashes.containsAll(magnet.infoHashes())
        || (magnet.infoHashV2() != null && !Arrays.equals(magnet.infoHashV2(), sha256))) {
      return null;
    }
    return Metainfo.ofInfo(info, trackers, magnet.webSeeds());
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has " + algorithm, e);
    }
  }

  /** The pieces of the files that are wanted: all where the link selects none that there are. */
  static BitSet pieces(@Nullable MagnetLink magnet, Metainfo torrent) {
    BitSet pieces = new BitSet();
    List<Integer> files = magnet == null ? List.of() : magnet.selectOnly();
    for (int file : files) {
      if (file < torrent.files().size()) {
        int first = torrent.layout().firstPiece(file);
        int last = torrent.layout().lastPiece(file);
        if (last >= first) {
          pieces.set(first, last + 1);
        }
      }
    }
    if (pieces.isEmpty()) {
      pieces.set(0, torrent.layout().pieceCount());
    }
    return pieces;
  }
}
