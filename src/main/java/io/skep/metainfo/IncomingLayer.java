package io.skep.metainfo;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layer of a file's Merkle tree with the roots of its pieces while it comes in from peers (BEP
 * 52): in parts, each of which proves that it belongs there. When it is whole, the torrent
 * {@linkplain Metainfo#hashes has} it. For one thread.
 */
public final class IncomingLayer {
  private static final int HASH = MerkleTree.HASH_LENGTH;

  private final PieceHashes hashes;
  private final byte[] root;

  /** Those that have this root: files may be the same. */
  private final List<Integer> files = new ArrayList<>(1);

  private final int count;
  private final int width;
  private final byte[] padding;
  private final byte[] layer;
  private final byte[] bundles;
  private final BitSet here = new BitSet();

  private IncomingLayer(PieceHashes hashes, byte[] root, int file) {
    this.hashes = hashes;
    this.root = root;
    layer = new byte[hashes.layerLength(file)];
    count = layer.length / HASH;
    width = MerkleTree.powerOfTwo(count);
    padding = MerkleTree.zeroRoot(hashes.pieceLeaves());
    bundles = PieceLayer.bundles(layer);
  }

  /** All layers that a torrent lacks; none for version 1. */
  public static List<IncomingLayer> missing(Metainfo metainfo) {
    PieceHashes hashes = metainfo.hashes();
    List<IncomingLayer> missing = new ArrayList<>();
    Map<ByteBuffer, IncomingLayer> byRoot = new HashMap<>();
    for (int file = 0; file < metainfo.files().size(); file++) {
      byte @Nullable [] root = metainfo.files().get(file).piecesRoot();
      if (root == null || !hashes.needsLayer(file) || hashes.pieceLayer(file) != null) {
        continue;
      }
      IncomingLayer same = byRoot.get(ByteBuffer.wrap(root));
      if (same == null || same.layer.length != hashes.layerLength(file)) {
        same = new IncomingLayer(hashes, root, file);
        byRoot.putIfAbsent(ByteBuffer.wrap(root), same);
        missing.add(same);
      }
      same.files.add(file);
    }
    return missing;
  }

  /** The pieces root of its file, 32 bytes; not to be changed. */
  public byte[] root() {
    return root;
  }

  /** How many layers above the leaves it is. */
  public int baseLayer() {
    return hashes.layersBelow();
  }

  /** How many parts there are to ask for. */
  public int parts() {
    return PieceLayer.parts(count);
  }

  /** The first hash of a part. */
  public int index(int part) {
    return part * PieceLayer.PART_LENGTH;
  }

  /** How many hashes to ask for, a power of two from 2 to 512: padding fills up the last part. */
  public int length(int part) {
    int left = count - index(part);
    return Math.max(2, MerkleTree.powerOfTwo(Math.min(PieceLayer.PART_LENGTH, left)));
  }

  /** How many layers above must be proved: all below the root. */
  public int proofLayers() {
    return MerkleTree.layersOver(width) - 1;
  }

  /**
   * Takes a part if it leads up to the root.
   *
   * @param proved its hashes and those that prove them, 32 bytes each
   * @return false if they are another number, or do not lead there; then nothing has changed
   */
  public boolean add(int part, byte[] proved) {
    int length = length(part);
    int layers = MerkleTree.layersOver(length);
    int uncles = proofLayers() + 1 - layers;
    if (proved.length != (length + uncles) * HASH) {
      return false;
    }
    byte[] node = MerkleTree.root(Arrays.copyOf(proved, length * HASH), length);
    int index = index(part) >> layers;
    for (int i = 0; i < uncles; i++, index >>= 1) {
      byte[] uncle = Arrays.copyOfRange(proved, (length + i) * HASH, (length + i + 1) * HASH);
      node = index % 2 == 0 ? MerkleTree.parent(node, uncle) : MerkleTree.parent(uncle, node);
    }
    if (!Arrays.equals(root, node)) {
      return false;
    }
    if (!here.get(part)) {
      keep(part, proved);
    }
    return true;
  }

  private void keep(int part, byte[] proved) {
    int begin = index(part);
    int end = Math.min(count, begin + length(part));
    System.arraycopy(proved, 0, layer, begin * HASH, (end - begin) * HASH);
    PieceLayer.addBundles(layer, begin, end, padding, bundles);
    here.set(part);
    if (isWhole()) {
      PieceLayer whole = PieceLayer.ofBundles(layer, bundles, hashes.pieceLeaves());
      files.forEach(file -> hashes.take(file, whole));
    }
  }

  /** True when every part is here. */
  public boolean isWhole() {
    return here.cardinality() == parts();
  }
}
