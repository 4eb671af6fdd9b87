package io.skep.metainfo;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers who asks for hashes of the files' Merkle trees (BEP 52): from the layers of the pieces'
 * roots, as far as they are known. The leaves below them stand in no .torrent, and are answered
 * only where each piece is one block.
 */
public final class HashLayers {
  private final PieceHashes hashes;
  private final Map<ByteBuffer, Integer> files = new HashMap<>();

  /** Of a torrent; layers that it gets later are seen. */
  public HashLayers(Metainfo metainfo) {
    hashes = metainfo.hashes();
    List<TorrentFile> all = metainfo.files();
    for (int file = 0; file < all.size(); file++) {
      byte @Nullable [] root = all.get(file).piecesRoot();
      if (root != null && hashes.needsLayer(file)) {
        files.putIfAbsent(ByteBuffer.wrap(root), file);
      }
    }
  }

  /**
   * Some hashes of a layer, then those that prove them, 32 bytes each, as a {@code hashes} message
   * has them. Costs no more than hashing 64 nodes, and what is answered.
   *
   * @param root the file's pieces root
   * @param baseLayer how many layers above the leaves
   * @param index the first hash in the layer, a multiple of the least power of two that is not
   *     below the length
   * @param length how many hashes; of those beyond the last piece each is a tree of zeros
   * @param proofLayers how many layers above are proved, the root's not counted
   * @return null if there are no such hashes here
   */
  public byte @Nullable [] answer(
      byte[] root, int baseLayer, int index, int length, int proofLayers) {
    Integer file = files.get(ByteBuffer.wrap(root));
    PieceLayer layer =
        file == null || baseLayer != hashes.layersBelow() ? null : hashes.pieceLayer(file);
    return layer == null ? null : layer.proved(index, length, proofLayers);
  }

  /** How many hashes, with those that prove them, one gets who asks for everything by 512. */
  public long size() {
    return files.values().stream().mapToLong(this::size).sum();
  }

  private long size(int file) {
    int count = hashes.layerLength(file) / MerkleTree.HASH_LENGTH;
    int width = MerkleTree.powerOfTwo(count);
    return width + (long) PieceLayer.parts(count) * MerkleTree.layersOver(width);
  }
}
