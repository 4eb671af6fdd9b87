package io.skep.metainfo;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The layer of a file's Merkle tree that has the roots of its pieces, and the tree above it (BEP
 * 52).
 *
 * <p>Of the tree above, only nodes are kept that stand over {@link #BUNDLE} pieces or more: little
 * memory, and whatever is asked for costs less than hashing one bundle. Where the file has no more
 * pieces the tree goes on with those of zero leaves. It cannot be changed.
 */
final class PieceLayer {
  /** The parts in which peers ask for a layer, in hashes: the most that BEP 52 would have. */
  static final int PART_LENGTH = 512;

  /** How many pieces are under each of the lowest nodes that are kept, if the tree is so wide. */
  private static final int BUNDLE = 64;

  private static final int HASH = MerkleTree.HASH_LENGTH;

  private final byte[] hashes;
  private final int width;

  /** For each layer above the pieces what stands for a node where there is no piece below. */
  private final byte[][] padding;

  /** How many layers above the pieces the nodes are that stand over whole bundles. */
  private final int bundleLayers;

  /** The nodes over whole bundles, then those above them, up to the root. */
  private final byte[][] upper;

  private PieceLayer(byte[] hashes, byte[] bundles, byte[][] padding) {
    this.hashes = hashes;
    this.padding = padding;
    width = MerkleTree.powerOfTwo(hashes.length / HASH);
    bundleLayers = MerkleTree.layersOver(bundle(hashes));
    upper = new byte[height() - bundleLayers + 1][];
    upper[0] = bundles;
    for (int i = 1; i < upper.length; i++) {
      upper[i] = above(upper[i - 1], padding[bundleLayers + i - 1]);
    }
  }

  /**
   * Builds the tree over a layer, whose array it keeps.
   *
   * @param hashes of all pieces of the file, at least 2
   * @param pieceLeaves how many leaves the tree of a piece has
   */
  static PieceLayer of(byte[] hashes, int pieceLeaves) {
    byte[] bundles = bundles(hashes);
    addBundles(hashes, 0, hashes.length / HASH, MerkleTree.zeroRoot(pieceLeaves), bundles);
    return ofBundles(hashes, bundles, pieceLeaves);
  }

  /** As {@link #of}, with the nodes over the bundles at hand. */
  static PieceLayer ofBundles(byte[] hashes, byte[] bundles, int pieceLeaves) {
    int width = MerkleTree.powerOfTwo(hashes.length / HASH);
    return new PieceLayer(hashes, bundles, padding(width, pieceLeaves));
  }

  /** An array for the nodes over all bundles of a layer. */
  static byte[] bundles(byte[] hashes) {
    return new byte[(hashes.length / HASH + BUNDLE - 1) / BUNDLE * HASH];
  }

  /**
   * Makes the nodes over some bundles of a layer.
   *
   * @param begin the first hash of a bundle
   * @param end the hash after the last of a bundle, or of the layer
   * @param padding stands for a piece that is not there
   */
  static void addBundles(byte[] hashes, int begin, int end, byte[] padding, byte[] bundles) {
    int bundle = bundle(hashes);
    for (int i = begin; i < end; i += bundle) {
      byte[] below = Arrays.copyOfRange(hashes, i * HASH, Math.min(end, i + bundle) * HASH);
      byte[] root = MerkleTree.root(below, bundle, padding);
      System.arraycopy(root, 0, bundles, i / bundle * HASH, HASH);
    }
  }

  private static int bundle(byte[] hashes) {
    return Math.min(BUNDLE, MerkleTree.powerOfTwo(hashes.length / HASH));
  }

  /** How many parts so many hashes make. */
  static int parts(int count) {
    return (count + PART_LENGTH - 1) / PART_LENGTH;
  }

  private static byte[][] padding(int width, int pieceLeaves) {
    byte[][] padding = new byte[MerkleTree.layersOver(width) + 1][];
    padding[0] = MerkleTree.zeroRoot(pieceLeaves);
    for (int i = 1; i < padding.length; i++) {
      padding[i] = MerkleTree.parent(padding[i - 1], padding[i - 1]);
    }
    return padding;
  }

  private static byte[] above(byte[] layer, byte[] padding) {
    int count = layer.length / HASH;
    byte[] above = new byte[(count + 1) / 2 * HASH];
    for (int i = 0; i < count; i += 2) {
      byte[] right = i + 1 < count ? hash(layer, i + 1) : padding;
      System.arraycopy(MerkleTree.parent(hash(layer, i), right), 0, above, i / 2 * HASH, HASH);
    }
    return above;
  }

  private static byte[] hash(byte[] layer, int index) {
    return Arrays.copyOfRange(layer, index * HASH, (index + 1) * HASH);
  }

  /** How many layers the tree has above the pieces, the root's among them. */
  int height() {
    return padding.length - 1;
  }

  byte[] root() {
    return upper[upper.length - 1].clone();
  }

  /** A copy of the roots of all pieces. */
  byte[] hashes() {
    return hashes.clone();
  }

  /** The root of one piece, counted from the file's first. */
  byte[] hash(int index) {
    return hash(hashes, Objects.checkIndex(index, hashes.length / HASH));
  }

  /**
   * Hashes of the layer and the proof that they belong there, as BEP 52 sends them: the layer's own
   * hashes from the left, then the uncles from below.
   *
   * @param index the first hash
   * @param length how many; those beyond the last piece are padding
   * @param proofLayers how many layers above are proved: those that the hashes themselves tell need
   *     no uncle
   * @return null if the tree has no such hashes
   */
  byte @Nullable [] proved(int index, int length, int proofLayers) {
    if (length < 1 || length > width || index < 0 || index > width - length) {
      return null;
    }
    int layers = MerkleTree.layersOver(MerkleTree.powerOfTwo(length));
    if (index % (1 << layers) != 0 || proofLayers < 0 || proofLayers >= height()) {
      return null;
    }
    int uncles = Math.max(0, proofLayers - layers + 1);
    byte[] answer = new byte[(length + uncles) * HASH];
    for (int i = 0; i < length; i++) {
      System.arraycopy(node(0, index + i), 0, answer, i * HASH, HASH);
    }
    for (int i = 0; i < uncles; i++) {
      byte[] uncle = node(layers + i, index >> (layers + i) ^ 1);
      System.arraycopy(uncle, 0, answer, (length + i) * HASH, HASH);
    }
    return answer;
  }

  /** A node of the tree, so many layers above the pieces. */
  private byte[] node(int layers, int index) {
    byte[] known =
        layers == 0 ? hashes : layers < bundleLayers ? null : upper[layers - bundleLayers];
    if (known != null) {
      return index < known.length / HASH ? hash(known, index) : padding[layers];
    }
    int begin = Math.min(hashes.length, (index << layers) * HASH);
    int end = Math.min(hashes.length, ((index + 1) << layers) * HASH);
    return MerkleTree.root(Arrays.copyOfRange(hashes, begin, end), 1 << layers, padding[0]);
  }
}
