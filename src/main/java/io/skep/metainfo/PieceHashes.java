package io.skep.metainfo;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the pieces of a torrent must hash to: by SHA-1 in version 1 (BEP 3), by the root of a Merkle
 * tree in version 2 (BEP 52), by both in a hybrid.
 *
 * <p>The roots of version 2 stand outside of the info dictionary, as a layer of each file's tree. A
 * magnet link brings the dictionary alone, and {@link #addLayer} takes the layers when peers have
 * sent them. Any thread may use it.
 */
public final class PieceHashes {
  private final PieceLayout layout;
  private final List<TorrentFile> files;
  private final byte[] source;
  private final int sha1Offset;
  private final boolean hasMerkle;
  private final AtomicReferenceArray<@Nullable PieceLayer> layers;

  /**
   * Begins without any layer.
   *
   * @param source an array with the SHA-1 hashes in it, which must not change
   * @param sha1Offset where they begin; -1 where there are none
   */
  PieceHashes(
      PieceLayout layout,
      List<TorrentFile> files,
      byte[] source,
      int sha1Offset,
      boolean hasMerkle) {
    this.layout = layout;
    this.files = files;
    this.source = source;
    this.sha1Offset = sha1Offset;
    this.hasMerkle = hasMerkle;
    this.layers = new AtomicReferenceArray<>(hasMerkle ? files.size() : 0);
  }

  /** True for version 1 and hybrids. */
  public boolean hasSha1() {
    return sha1Offset >= 0;
  }

  /** A fresh array with a piece's SHA-1, 20 bytes, over {@link PieceLayout#hashedLength} bytes. */
  public byte[] sha1(int piece) {
    if (!hasSha1()) {
      throw new IllegalStateException("a torrent of version 2 alone has no SHA-1");
    }
    int offset = sha1Offset + Objects.checkIndex(piece, layout.pieceCount()) * Digests.SHA1_LENGTH;
    return Arrays.copyOfRange(source, offset, offset + Digests.SHA1_LENGTH);
  }

  /** True for version 2 and hybrids. */
  public boolean hasMerkle() {
    return hasMerkle;
  }

  /**
   * A fresh array with the root of a piece's Merkle tree, 32 bytes, over {@link PieceLayout#length}
   * bytes and {@link #leaves} leaves; null where the layer that has it is not known yet.
   */
  public byte @Nullable [] merkleRoot(int piece) {
    if (!hasMerkle) {
      throw new IllegalStateException("a torrent of version 1 alone has no Merkle trees");
    }
    int file = layout.fileOf(piece);
    if (!needsLayer(file)) {
      return Objects.requireNonNull(files.get(file).piecesRoot()).clone();
    }
    PieceLayer layer = layers.get(file);
    return layer == null ? null : layer.hash(piece - layout.firstPiece(file));
  }

  /**
   * How many leaves a piece's Merkle tree has, a power of two. A file that is one piece has a tree
   * of its own size; all others have a whole piece's, the last one too.
   */
  public int leaves(int piece) {
    return layout.leaves(piece);
  }

  /** True if the file has more than one piece, and so a layer that says what they hash to. */
  public boolean needsLayer(int file) {
    return hasMerkle && files.get(file).length() > layout.pieceLength();
  }

  /** How many bytes a file's layer has: 32 for each of its pieces. */
  public int layerLength(int file) {
    return (int) PieceLayout.pieces(files.get(file).length(), layout.pieceLength())
        * MerkleTree.HASH_LENGTH;
  }

  /** A copy of a file's layer; null where it is not known or the file needs none. */
  public byte @Nullable [] layer(int file) {
    PieceLayer layer = needsLayer(file) ? layers.get(file) : null;
    return layer == null ? null : layer.hashes();
  }

  /** True if every file that needs a layer has one, so that every piece can be verified. */
  public boolean isComplete() {
    for (int file = 0; file < layers.length(); file++) {
      if (needsLayer(file) && layers.get(file) == null) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes the layer of a file if it is the one that the file's root was made of.
   *
   * @param layer the roots of the file's pieces, one after the other
   * @return false if it is not, or if the file needs none; then nothing has changed
   */
  public boolean addLayer(int file, byte[] layer) {
    byte @Nullable [] root = files.get(file).piecesRoot();
    if (!needsLayer(file) || root == null || layer.length != layerLength(file)) {
      return false;
    }
    return take(file, PieceLayer.of(layer.clone(), pieceLeaves()));
  }

  /**
   * To be called when all layers have come.
   *
   * @throws MetainfoException if a file has none all the same: its root is made over more or fewer
   *     pieces than its length has
   */
  public void requireComplete() throws MetainfoException {
    if (!isComplete()) {
      throw new MetainfoException("the torrent's 'pieces root' does not fit a file's length");
    }
  }

  /** Takes a layer of the right length if it fits the file's root. */
  boolean take(int file, PieceLayer layer) {
    if (!Arrays.equals(files.get(file).piecesRoot(), layer.root())) {
      return false;
    }
    layers.set(file, layer);
    return true;
  }

  /** How many leaves the tree of a piece has in a file of several. */
  int pieceLeaves() {
    return Math.max(1, layout.pieceLength() / MerkleTree.BLOCK_LENGTH);
  }

  /** How many layers above the leaves the roots of the pieces are. */
  int layersBelow() {
    return MerkleTree.layersOver(pieceLeaves());
  }

  /** The file's layer with the tree above it; null where it is not known or there is none. */
  @Nullable PieceLayer pieceLayer(int file) {
    return needsLayer(file) ? layers.get(file) : null;
  }
}
