package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeList;
import io.skep.bencode.BencodeString;
import io.skep.bencode.BencodeValue;

/** Reads the files of version 1 (BEP 3): one {@code length} or a list of {@code files}. */
final class FileList {
  private static final int HASH_LENGTH = 20;

  private FileList() {}

  /**
   * The length of the content, in bytes; {@code pieces} must have a hash for each of its pieces.
   */
  static long length(BencodeDictionary info, int pieceLength) throws MetainfoException {
    Lengths lengths = new Lengths();
    if ((info.get("files") == null) == (info.get("length") == null)) {
      throw new MetainfoException("the torrent needs either 'length' or 'files'");
    }
    if (info.get("length") != null) {
      lengths.add(info);
    } else {
      addFiles(info, lengths);
    }
    checkPieces(info, lengths.all(), pieceLength);
    return lengths.content();
  }

  private static void addFiles(BencodeDictionary info, Lengths lengths) throws MetainfoException {
    BencodeList files = info.list("files");
    if (files == null) {
      throw new MetainfoException("the torrent's 'files' is no list");
    }
    for (BencodeValue value : files.values()) {
      if (!(value instanceof BencodeDictionary file)) {
        throw new MetainfoException("a file of the torrent is no dictionary");
      }
      lengths.add(file);
      checkPath(file);
    }
  }

  private static void checkPath(BencodeDictionary file) throws MetainfoException {
    BencodeList path = file.list("path");
    if (path == null || path.values().isEmpty()) {
      throw new MetainfoException("a file of the torrent has no 'path'");
    }
    for (BencodeValue name : path.values()) {
      if (!(name instanceof BencodeString)) {
        throw new MetainfoException("a file's 'path' has something else than names");
      }
    }
  }

  private static void checkPieces(BencodeDictionary info, long length, int pieceLength)
      throws MetainfoException {
    BencodeString pieces = info.string("pieces");
    if (pieces == null) {
      throw new MetainfoException("the torrent has no 'pieces'");
    }
    if (pieces.length() % HASH_LENGTH != 0) {
      throw new MetainfoException("the torrent's 'pieces' are no whole number of hashes");
    }
    long count = length / pieceLength + (length % pieceLength == 0 ? 0 : 1);
    if (pieces.length() / HASH_LENGTH != count) {
      throw new MetainfoException(
          "the torrent has "
              + pieces.length() / HASH_LENGTH
              + " piece hashes where its length needs "
              + count);
    }
  }
}
