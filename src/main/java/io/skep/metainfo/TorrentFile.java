package io.skep.metainfo;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of a torrent.
 *
 * @param path where it lies below the download folder, one name after the other; the first is the
 *     torrent's name, and the only one where the torrent is one file. No name leads out of the
 *     folder, as {@link Metainfo#read} has it
 * @param length its length in bytes, 0 for a link
 * @param kind what is to be done with it
 * @param piecesRoot the root of its Merkle tree, 32 bytes (BEP 52); null where the torrent is of
 *     version 1 or the file has no bytes. Not a copy, so not to be changed
 */
public record TorrentFile(List<String> path, long length, Kind kind, byte @Nullable [] piecesRoot) {
  /** What is to be done with a file. */
  public enum Kind {
    /** It is downloaded and kept. */
    CONTENT,
    /** Zeros that nobody stores, so that the next file begins with a piece (BEP 47). */
    PADDING,
    /** A symbolic link (BEP 47), which has no bytes and which we do not make. */
    SYMLINK
  }

  /** Keeps a copy of the path that nobody changes. */
  // NullAway does not see the annotation of an array in a compact constructor.
  public TorrentFile(List<String> path, long length, Kind kind, byte @Nullable [] piecesRoot) {
    this.path = List.copyOf(path);
    this.length = length;
    this.kind = kind;
    this.piecesRoot = piecesRoot;
  }

  /** True if there are bytes to keep: neither padding, nor a link, nor an empty file. */
  public boolean hasContent() {
    return kind == Kind.CONTENT && length > 0;
  }

  /** The names with slashes between them, for people. */
  public String pathText() {
    return String.join("/", path);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TorrentFile file
        && length == file.length
        && kind == file.kind
        && path.equals(file.path)
        && Arrays.equals(piecesRoot, file.piecesRoot);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, length, kind, Arrays.hashCode(piecesRoot));
  }

  @Override
  public String toString() {
    return pathText() + " (" + kind + ", " + length + ")";
  }
}
