package io.skep.client;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Transfer} was asked to do; see its builder. One of torrent and magnet is set. */
record TransferOptions(
    @Nullable Metainfo torrent,
    @Nullable MagnetLink magnet,
    Path folder,
    boolean seedOnly,
    InetSocketAddress listen,
    long maxDownload,
    long maxUpload,
    boolean sequential,
    boolean superSeeding,
    Encryption encryption,
    int maxConnections,
    int uploadSlots,
    boolean peerExchange,
    double seedRatio,
    Duration seedTime,
    List<PeerAddress> peers,
    List<List<String>> trackers,
    TrackerClientOptions trackerOptions,
    TransferListener listener) {

  /** The swarms: two for a hybrid torrent. */
  List<InfoHash> infoHashes() {
    if (torrent != null) {
      return torrent.infoHashes();
    }
    if (magnet != null) {
      return magnet.infoHashes();
    }
    throw new IllegalStateException("there is neither a torrent nor a magnet link");
  }

  /** What to call it until the metadata is here. */
  String name() {
    if (torrent != null) {
      return torrent.name();
    }
    return magnet == null || magnet.name().isEmpty()
        ? infoHashes().get(0).toString()
        : magnet.name();
  }

  /** True if seeding ends at some time. */
  boolean hasGoal() {
    return seedRatio > 0 || !seedTime.isZero();
  }

  /** True if this hash is that of version 2. */
  boolean isV2(InfoHash infoHash) {
    byte[] v2 =
        torrent != null ? torrent.infoHashV2() : magnet == null ? null : magnet.infoHashV2();
    return v2 != null && InfoHash.read(v2, 0).equals(infoHash);
  }
}
