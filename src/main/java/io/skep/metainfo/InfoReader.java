package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeString;
import io.skep.bittorrent.InfoHash;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the info dictionary: what both versions have in common, and that they agree. */
final class InfoReader {
  private InfoReader() {}

  /**
   * Reads it.
   *
   * @param bytes the dictionary as it stands
   * @param info the same, as values that may be views on another array
   */
  static Info read(byte[] bytes, BencodeDictionary info) throws MetainfoException {
    Metainfo.Version version = version(info);
    int pieceLength = pieceLength(info, version);
    String name = name(info);
    FilesRead files = files(info, name, version, pieceLength);
    long length = files.content();
    List<TorrentFile> list = List.copyOf(files.files());
    PathTree.check(list);
    PieceLayout layout = PieceLayout.of(list, pieceLength, version == Metainfo.Version.V2);
    if (version == Metainfo.Version.HYBRID && !layout.hasFilesAtPieces()) {
      throw new MetainfoException("a file of the hybrid torrent does not begin with a piece");
    }
    byte @Nullable [] v2 = version == Metainfo.Version.V1 ? null : Digests.sha256().digest(bytes);
    return new Info(
        bytes,
        name,
        version,
        infoHashes(bytes, version, v2),
        v2,
        length,
        pieceLength,
        info.integer("private").orElse(0) == 1,
        Texts.read(info, "source"),
        Texts.read(info, "license"),
        list,
        layout,
        sha1Offset(info, version));
  }

  private static Metainfo.Version version(BencodeDictionary info) throws MetainfoException {
    // BEP 3 knows no versions, so what says nothing is of version 1.
    long metaVersion = info.integer("meta version").orElse(1);
    if (metaVersion == 1) {
      return Metainfo.Version.V1;
    }
    if (metaVersion != 2) {
      throw new MetainfoException("the torrent's 'meta version' " + metaVersion + " is unknown");
    }
    return info.get("pieces") == null ? Metainfo.Version.V2 : Metainfo.Version.HYBRID;
  }

  private static int pieceLength(BencodeDictionary info, Metainfo.Version version)
      throws MetainfoException {
    OptionalLong found = info.integer("piece length");
    if (found.isEmpty()) {
      throw new MetainfoException("the torrent has no 'piece length'");
    }
    long length = found.getAsLong();
    if (length < 1 || length > Metainfo.MAX_PIECE_LENGTH) {
      throw new MetainfoException("the torrent's 'piece length' " + length + " is out of range");
    }
    if (version != Metainfo.Version.V1
        && (length < MerkleTree.BLOCK_LENGTH || Long.bitCount(length) != 1)) {
      throw new MetainfoException(
          "the torrent's 'piece length' " + length + " is no power of two of at least 16384");
    }
    return (int) length;
  }

  private static String name(BencodeDictionary info) throws MetainfoException {
    // Those who wrote other encodings under 'name' put UTF-8 here, and everybody prefers it.
    BencodeString name = info.string("name.utf-8");
    if (name == null || name.length() == 0) {
      name = info.string("name");
    }
    if (name == null || name.length() == 0) {
      throw new MetainfoException("the torrent has no 'name'");
    }
    return FileNames.HERE.check(name.utf8());
  }

  private static FilesRead files(
      BencodeDictionary info, String name, Metainfo.Version version, int pieceLength)
      throws MetainfoException {
    return switch (version) {
      case V1 -> FileList.read(info, name, pieceLength);
      case V2 -> FileTree.read(info, name);
      case HYBRID -> both(info, name, pieceLength);
    };
  }

  /** The files of version 1, which have the padding, with the roots of version 2. */
  private static FilesRead both(BencodeDictionary info, String name, int pieceLength)
      throws MetainfoException {
    FilesRead tree = FileTree.read(info, name);
    tree.content();
    return FileList.read(info, name, pieceLength).withRootsOf(tree);
  }

  private static List<InfoHash> infoHashes(
      byte[] bytes, Metainfo.Version version, byte @Nullable [] v2) {
    List<InfoHash> hashes = new ArrayList<>(2);
    if (version != Metainfo.Version.V2) {
      hashes.add(InfoHash.read(Digests.sha1().digest(bytes), 0));
    }
    if (v2 != null) {
      hashes.add(InfoHash.read(v2, 0));
    }
    return List.copyOf(hashes);
  }

  private static int sha1Offset(BencodeDictionary info, Metainfo.Version version) {
    BencodeString pieces = version == Metainfo.Version.V2 ? null : info.string("pieces");
    return pieces == null ? -1 : pieces.end() - pieces.length() - info.start();
  }
}
