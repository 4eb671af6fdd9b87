package io.skep.registry;

import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import io.skep.metainfo.TorrentFile;
import io.skep.registry.RegistryException.Kind;
import io.skep.storage.NewTorrent;
import java.util.List;

/**
 * A .torrent that was handed in, read and made fit to be kept: private (BEP 27), and without the
 * announce URLs it came with, in which there may be a passkey.
 *
 * @param torrent what it says
 * @param file as it is kept
 * @param madePrivate whether {@code private} had to be set
 */
record TorrentUpload(NewTorrent torrent, byte[] file, boolean madePrivate) {
  /**
   * Reads what was handed in.
   *
   * @param addedAt in seconds
   * @throws RegistryException if it is too long, or no .torrent that a client could use
   */
  static TorrentUpload read(byte[] file, long addedBy, long addedAt) throws RegistryException {
    if (file.length > Torrents.MAX_FILE) {
      throw new RegistryException(
          Kind.INVALID,
          "the .torrent is longer than " + (Torrents.MAX_FILE >> 20) + " MiB: use larger pieces");
    }
    Metainfo given = metainfo(file);
    byte[] kept = TorrentRewriting.withTrackers(file, List.of());
    if (!given.isPrivate()) {
      kept = TorrentRewriting.madePrivate(kept);
    }
    Metainfo metainfo = given.isPrivate() ? given : metainfo(kept);
    return new TorrentUpload(describe(metainfo, addedBy, addedAt), kept, !given.isPrivate());
  }

  private static Metainfo metainfo(byte[] file) throws RegistryException {
    try {
      return Metainfo.read(file);
    } catch (MetainfoException e) {
      throw new RegistryException(Kind.INVALID, e.reason(), e);
    }
  }

  private static NewTorrent describe(Metainfo metainfo, long addedBy, long addedAt) {
    String license = metainfo.license();
    return new NewTorrent(
        metainfo.infoHashes(),
        name(metainfo),
        metainfo.length(),
        files(metainfo),
        license == null ? "" : Names.shown(license, Names.MAX_LICENSE),
        addedBy,
        addedAt);
  }

  private static int files(Metainfo metainfo) {
    return (int)
        metainfo.files().stream().filter(file -> file.kind() == TorrentFile.Kind.CONTENT).count();
  }

  private static String name(Metainfo metainfo) {
    String name = Names.shown(metainfo.name(), Names.MAX_TORRENT);
    return name.isEmpty() ? metainfo.infoHashes().get(0).toString() : name;
  }
}
