package io.skep.metainfo;

import io.skep.bittorrent.InfoHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the info dictionary says, which the info-hash is taken over and a magnet link leads to.
 *
 * @param bytes the dictionary as it stands
 * @param sha1Offset where in {@code bytes} the hashes of version 1 begin; -1 where there are none
 */
record Info(
    byte[] bytes,
    String name,
    Metainfo.Version version,
    List<InfoHash> infoHashes,
    byte @Nullable [] infoHashV2,
    long length,
    int pieceLength,
    boolean isPrivate,
    @Nullable String source,
    @Nullable String license,
    List<TorrentFile> files,
    PieceLayout layout,
    int sha1Offset) {}
