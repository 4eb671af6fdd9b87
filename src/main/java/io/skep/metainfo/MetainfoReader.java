package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeException;
import io.skep.bencode.BencodeReader;
import io.skep.bencode.BencodeString;
import io.skep.bittorrent.InfoHash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads a .torrent's outermost dictionary and what both versions have in common. */
final class MetainfoReader {
  private MetainfoReader() {}

  static Metainfo read(byte[] torrent) throws MetainfoException {
    BencodeDictionary root = root(torrent);
    BencodeDictionary info = root.dictionary("info");
    if (info == null) {
      throw new MetainfoException("the torrent has no 'info' dictionary");
    }
    Metainfo.Version version = version(info);
    int pieceLength = pieceLength(info, version);
    return new Metainfo(
        name(info),
        version,
        infoHashes(torrent, info, version),
        length(info, version, pieceLength),
        pieceLength,
        info.integer("private").orElse(0) == 1,
        Trackers.read(root));
  }

  private static BencodeDictionary root(byte[] torrent) throws MetainfoException {
    try {
      if (BencodeReader.readLenient(torrent, BencodeReader.Limits.DEFAULT)
          instanceof BencodeDictionary root) {
        return root;
      }
    } catch (BencodeException e) {
      throw new MetainfoException("not a torrent: " + e.getMessage());
    }
    throw new MetainfoException("not a torrent: it is no dictionary");
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

  private static String name(BencodeDictionary info) throws MetainfoException {
    BencodeString name = info.string("name");
    if (name == null || name.length() == 0) {
      throw new MetainfoException("the torrent has no 'name'");
    }
    return name.utf8();
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
        && (length < FileTree.MIN_PIECE_LENGTH || Long.bitCount(length) != 1)) {
      throw new MetainfoException(
          "the torrent's 'piece length' " + length + " is no power of two of at least 16384");
    }
    return (int) length;
  }

  private static long length(BencodeDictionary info, Metainfo.Version version, int pieceLength)
      throws MetainfoException {
    if (version == Metainfo.Version.V1) {
      return FileList.length(info, pieceLength);
    }
    long length = FileTree.length(info);
    if (version == Metainfo.Version.HYBRID && length != FileList.length(info, pieceLength)) {
      throw new MetainfoException("the torrent's 'file tree' and its version 1 files differ");
    }
    return length;
  }

  private static List<InfoHash> infoHashes(
      byte[] torrent, BencodeDictionary info, Metainfo.Version version) {
    List<InfoHash> hashes = new ArrayList<>(2);
    if (version != Metainfo.Version.V2) {
      hashes.add(hash("SHA-1", torrent, info));
    }
    if (version != Metainfo.Version.V1) {
      hashes.add(hash("SHA-256", torrent, info));
    }
    return hashes;
  }

  private static InfoHash hash(String algorithm, byte[] torrent, BencodeDictionary info) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(torrent, info.start(), info.end() - info.start());
      return InfoHash.read(digest.digest(), 0);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has " + algorithm, e);
    }
  }
}
