package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeString;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The files of a torrent that were read so far: counts them and adds up their lengths. */
final class FilesRead {
  private static final String DIFFERENT =
      "the torrent's 'file tree' and its version 1 files differ";

  private final List<TorrentFile> files = new ArrayList<>();
  private long all;
  private long padding;

  /**
   * Takes a file's {@code length} and {@code attr} (BEP 47).
   *
   * @param path the names from the download folder on
   * @param root of its Merkle tree, asked for where the file has bytes; null in version 1
   */
  void add(BencodeDictionary file, Path path, @Nullable Root root) throws MetainfoException {
    if (files.size() == Metainfo.MAX_FILES) {
      throw new MetainfoException("the torrent has more than " + Metainfo.MAX_FILES + " files");
    }
    TorrentFile.Kind kind = kind(file);
    // A symbolic link has no content of its own, whatever length it claims.
    long length = kind == TorrentFile.Kind.SYMLINK ? 0 : length(file);
    all += length;
    if (kind == TorrentFile.Kind.PADDING) {
      padding += length;
    }
    files.add(
        new TorrentFile(
            path.read(), length, kind, root == null || length == 0 ? null : root.read()));
  }

  private static TorrentFile.Kind kind(BencodeDictionary file) {
    BencodeString attributes = file.string("attr");
    String letters = attributes == null ? "" : attributes.utf8();
    if (letters.contains("l")) {
      return TorrentFile.Kind.SYMLINK;
    }
    return letters.contains("p") ? TorrentFile.Kind.PADDING : TorrentFile.Kind.CONTENT;
  }

  private long length(BencodeDictionary file) throws MetainfoException {
    OptionalLong found = file.integer("length");
    if (found.isEmpty()) {
      throw new MetainfoException("a file of the torrent has no 'length'");
    }
    long length = found.getAsLong();
    if (length < 0 || length > Long.MAX_VALUE - all) {
      throw new MetainfoException("a file's 'length' " + length + " is out of range");
    }
    return length;
  }

  /**
   * The same files with the roots of others.
   *
   * @throws MetainfoException if those are other files, or in another order
   */
  FilesRead withRootsOf(FilesRead tree) throws MetainfoException {
    int next = 0;
    for (int i = 0; i < files.size(); i++) {
      TorrentFile file = files.get(i);
      if (file.kind() != TorrentFile.Kind.PADDING) {
        TorrentFile other = next < tree.files.size() ? tree.files.get(next++) : null;
        if (other == null || !isSame(file, other)) {
          throw new MetainfoException(DIFFERENT);
        }
        files.set(i, other);
      }
    }
    if (next < tree.files.size()) {
      throw new MetainfoException(DIFFERENT);
    }
    return this;
  }

  private static boolean isSame(TorrentFile one, TorrentFile other) {
    return one.kind() == other.kind()
        && one.length() == other.length()
        && one.path().equals(other.path());
  }

  /** The files in their order, padding and links among them. */
  List<TorrentFile> files() {
    return files;
  }

  /** The bytes of all files, padding among them. */
  long all() {
    return all;
  }

  /** The bytes of the files that are kept, of which there must be some. */
  long content() throws MetainfoException {
    if (all == padding) {
      throw new MetainfoException("the torrent has no content");
    }
    return all - padding;
  }

  /** Reads a file's path. */
  interface Path {
    List<String> read() throws MetainfoException;
  }

  /** Reads the root of a file's Merkle tree. */
  interface Root {
    byte[] read() throws MetainfoException;
  }
}
