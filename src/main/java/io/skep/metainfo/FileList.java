package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeList;
import io.skep.bencode.BencodeString;
import io.skep.bencode.BencodeValue;
import java.util.ArrayList;
import java.util.List;

/** Reads the files of version 1 (BEP 3): one {@code length} or a list of {@code files}. */
final class FileList {
  private FileList() {}

  /** The files, whose {@code pieces} must have a hash for each of their pieces. */
  static FilesRead read(BencodeDictionary info, String name, int pieceLength)
      throws MetainfoException {
    FilesRead files = new FilesRead();
    if ((info.get("files") == null) == (info.get("length") == null)) {
      throw new MetainfoException("the torrent needs either 'length' or 'files'");
    }
    if (info.get("length") != null) {
      files.add(info, () -> List.of(name), null);
    } else {
      addFiles(info, name, files);
    }
    checkPieces(info, files.all(), pieceLength);
    return files;
  }

  private static void addFiles(BencodeDictionary info, String name, FilesRead files)
      throws MetainfoException {
    BencodeList list = info.list("files");
    if (list == null) {
      throw new MetainfoException("the torrent's 'files' is no list");
    }
    for (BencodeValue value : list.values()) {
      if (!(value instanceof BencodeDictionary file)) {
        throw new MetainfoException("a file of the torrent is no dictionary");
      }
      files.add(file, () -> path(file, name), null);
    }
  }

  private static List<String> path(BencodeDictionary file, String name) throws MetainfoException {
    // Those who wrote other encodings under 'path' put UTF-8 here, and everybody prefers it.
    BencodeList names = file.list("path.utf-8");
    if (names == null || names.values().isEmpty()) {
      names = file.list("path");
    }
    if (names == null || names.values().isEmpty()) {
      throw new MetainfoException("a file of the torrent has no 'path'");
    }
    if (names.values().size() >= FileNames.MAX_PATH_DEPTH) {
      throw new MetainfoException(
          "a file's 'path' is deeper than " + FileNames.MAX_PATH_DEPTH + " folders");
    }
    List<String> path = new ArrayList<>(names.values().size() + 1);
    path.add(name);
    for (BencodeValue value : names.values()) {
      if (!(value instanceof BencodeString string)) {
        throw new MetainfoException("a file's 'path' has something else than names");
      }
      path.add(FileNames.HERE.check(string.utf8()));
    }
    return path;
  }

  private static void checkPieces(BencodeDictionary info, long length, int pieceLength)
      throws MetainfoException {
    BencodeString pieces = info.string("pieces");
    if (pieces == null) {
      throw new MetainfoException("the torrent has no 'pieces'");
    }
    if (pieces.length() % Digests.SHA1_LENGTH != 0) {
      throw new MetainfoException("the torrent's 'pieces' are no whole number of hashes");
    }
    long count = PieceLayout.pieces(length, pieceLength);
    if (pieces.length() / Digests.SHA1_LENGTH != count) {
      throw new MetainfoException(
          "the torrent has "
              + pieces.length() / Digests.SHA1_LENGTH
              + " piece hashes where its length needs "
              + count);
    }
  }
}
