package io.skep.metainfo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Where each piece of a torrent lies in its files.
 *
 * <p>Pieces run over all files in a row (BEP 3); in version 2 each file begins with a piece of its
 * own (BEP 52). What lies between the files is padding: zeros that are hashed in version 1 (BEP 47)
 * and not at all in version 2.
 *
 * <p>It cannot be changed and may be used by any thread. Pieces, files and offsets that there are
 * not are a bug of the caller's and an {@link IndexOutOfBoundsException}.
 */
public final class PieceLayout {
  /** The most pieces that a torrent may have: 2 TiB in pieces of 1 MiB. */
  public static final int MAX_PIECES = 1 << 21;

  private final int pieceLength;
  private final int pieceCount;
  private final boolean isAligned;

  /** For each file where it begins, in bytes from the first piece's beginning. */
  private final long[] starts;

  private final long[] lengths;

  /** The files that have content, in their order. */
  private final int[] contents;

  /** Where the last byte ends that version 1 hashes. */
  private final long end;

  private final long contentLength;

  private PieceLayout(List<TorrentFile> files, int pieceLength, boolean isAligned)
      throws MetainfoException {
    this.pieceLength = pieceLength;
    this.isAligned = isAligned;
    starts = new long[files.size()];
    lengths = files.stream().mapToLong(TorrentFile::length).toArray();
    contents = indexes(files);
    long position = 0;
    for (int file = 0; file < starts.length; file++) {
      starts[file] = position;
      position += isAligned ? pieces(lengths[file], pieceLength) * pieceLength : lengths[file];
      if (pieces(position, pieceLength) > MAX_PIECES) {
        throw new MetainfoException("the torrent has more than " + MAX_PIECES + " pieces");
      }
    }
    end = position;
    pieceCount = (int) pieces(end, pieceLength);
    contentLength = addUp();
  }

  /**
   * Lays pieces over files.
   *
   * @param files in their order
   * @param pieceLength in bytes, at least 1
   * @param isAligned true if each file begins with a piece though no padding file says so, as in
   *     version 2
   * @throws MetainfoException if there are more pieces than {@link #MAX_PIECES}, or one of padding
   *     alone
   */
  static PieceLayout of(List<TorrentFile> files, int pieceLength, boolean isAligned)
      throws MetainfoException {
    long most = (long) MAX_PIECES * pieceLength;
    for (TorrentFile file : files) {
      // Before anything is added up, so that nothing can overflow.
      if (file.length() > most) {
        throw new MetainfoException("the torrent has more than " + MAX_PIECES + " pieces");
      }
    }
    return new PieceLayout(files, pieceLength, isAligned);
  }

  /** How many pieces so many bytes make. */
  static long pieces(long length, int pieceLength) {
    return length / pieceLength + (length % pieceLength == 0 ? 0 : 1);
  }

  private static int[] indexes(List<TorrentFile> files) {
    int[] indexes = new int[files.size()];
    int count = 0;
    for (int file = 0; file < indexes.length; file++) {
      if (files.get(file).hasContent()) {
        indexes[count++] = file;
      }
    }
    return Arrays.copyOf(indexes, count);
  }

  private long addUp() throws MetainfoException {
    long sum = 0;
    for (int piece = 0; piece < pieceCount; piece++) {
      int length = length(piece);
      if (length == 0) {
        throw new MetainfoException("piece " + piece + " of the torrent is nothing but padding");
      }
      sum += length;
    }
    return sum;
  }

  /** How many pieces there are, up to {@link #MAX_PIECES}. */
  public int pieceCount() {
    return pieceCount;
  }

  /** The length of every piece that does not end early, in bytes. */
  public int pieceLength() {
    return pieceLength;
  }

  /** How many bytes all pieces have that travel: what {@code left} of an announce begins with. */
  public long contentLength() {
    return contentLength;
  }

  /**
   * How many bytes of a piece travel, at least 1: up to the last one that belongs to a file.
   * Padding at a piece's end is known without asking; padding before content of the same piece is
   * among the bytes.
   */
  public int length(int piece) {
    long begin = begin(piece);
    long most = Math.min(begin + pieceLength, end);
    int found = contentBefore(most);
    if (found < 0) {
      return 0;
    }
    int last = contents[found];
    return (int) Math.max(0, Math.min(starts[last] + lengths[last], most) - begin);
  }

  /** How many bytes of a piece are under its SHA-1: those that travel and the zeros after them. */
  public int hashedLength(int piece) {
    return isAligned ? length(piece) : (int) Math.min(pieceLength, end - begin(piece));
  }

  /**
   * How many bytes of a piece peers may ask for: those under its SHA-1; in version 2 all up to a
   * whole piece's length, since some clients ask for the zeros after a file's end there too.
   */
  public int paddedLength(int piece) {
    return isAligned ? pieceLength : hashedLength(piece);
  }

  /**
   * Where some bytes of a piece lie, in their order. Together the spans have exactly {@code length}
   * bytes; one of padding stands for zeros that are in no file.
   *
   * @param begin the first byte's place in the piece
   * @param length how many bytes, up to the end of what {@link #hashedLength} counts
   */
  public List<Span> spans(int piece, int begin, int length) {
    Objects.checkFromIndexSize(begin, length, hashedLength(piece));
    List<Span> spans = new ArrayList<>(1);
    long position = begin(piece) + begin;
    long until = position + length;
    int next = Math.max(0, contentBefore(position + 1));
    while (position < until) {
      if (next == contents.length || starts[contents[next]] >= until) {
        spans.add(Span.padding((int) (until - position)));
        break;
      }
      int file = contents[next++];
      if (starts[file] > position) {
        spans.add(Span.padding((int) (starts[file] - position)));
        position = starts[file];
      }
      long stop = Math.min(starts[file] + lengths[file], until);
      if (stop > position) {
        spans.add(new Span(file, position - starts[file], (int) (stop - position), false));
        position = stop;
      }
    }
    return spans;
  }

  /** The first piece that has bytes of the file; -1 if it has none. */
  public int firstPiece(int file) {
    return lengths[file] == 0 ? -1 : (int) (starts[file] / pieceLength);
  }

  /** The last piece that has bytes of the file; -2 if it has none, so that no loop runs. */
  public int lastPiece(int file) {
    return lengths[file] == 0 ? -2 : (int) ((starts[file] + lengths[file] - 1) / pieceLength);
  }

  /** The piece in which a byte of a file lies. */
  public int pieceOf(int file, long offset) {
    return (int) (position(file, offset) / pieceLength);
  }

  /** Where in its piece a byte of a file lies. */
  public int offsetInPiece(int file, long offset) {
    return (int) (position(file, offset) % pieceLength);
  }

  /** The first file that has content in the piece: the only one where files begin with pieces. */
  public int fileOf(int piece) {
    long begin = begin(piece);
    int found = Math.max(0, contentBefore(begin + 1));
    int file = contents[found];
    return starts[file] + lengths[file] > begin ? file : contents[found + 1];
  }

  /**
   * How many leaves a piece's Merkle tree has, a power of two (BEP 52). A file that is one piece
   * has a tree of its own size; all others have a whole piece's, the last one too.
   */
  int leaves(int piece) {
    long length = lengths[fileOf(piece)];
    return length <= pieceLength
        ? MerkleTree.powerOfTwo((int) MerkleTree.blocks(length))
        : pieceLength / MerkleTree.BLOCK_LENGTH;
  }

  /** True if every file with content begins with a piece of its own. */
  boolean hasFilesAtPieces() {
    return Arrays.stream(contents).allMatch(file -> starts[file] % pieceLength == 0);
  }

  private long position(int file, long offset) {
    return starts[file] + Objects.checkIndex(offset, lengths[file]);
  }

  private long begin(int piece) {
    return (long) Objects.checkIndex(piece, pieceCount) * pieceLength;
  }

  /** Which of the contents begins last before a position; -1 where none does. */
  private int contentBefore(long position) {
    int low = 0;
    int high = contents.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[contents[middle]] < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /**
   * Bytes that lie together.
   *
   * @param file the index of the file they are in; -1 for padding
   * @param offset where in the file they begin
   * @param length how many there are, at least 1
   * @param isPadding true if they are zeros that are in no file
   */
  public record Span(int file, long offset, int length, boolean isPadding) {
    static Span padding(int length) {
      return new Span(-1, 0, length, true);
    }
  }
}
