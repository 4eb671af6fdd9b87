package io.skep.metainfo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files with the roots of their Merkle trees (BEP 52), and what those were made of.
 *
 * @param files the files, with roots where there are any
 * @param layers for each file of more than one piece the roots of its pieces; null for the others
 */
record Layers(List<TorrentFile> files, List<byte @Nullable []> layers) {
  /** Takes the roots of all pieces together; in version 1 the files stay as they are. */
  static Layers of(List<TorrentFile> files, HashingTask task) {
    byte @Nullable [] roots = task.roots();
    if (roots == null) {
      return new Layers(files, List.of());
    }
    PieceLayout layout = task.layout();
    int pieceLeaves = layout.pieceLength() / MerkleTree.BLOCK_LENGTH;
    byte[] padding = MerkleTree.zeroRoot(Math.max(1, pieceLeaves));
    List<TorrentFile> rooted = new ArrayList<>(files.size());
    List<byte @Nullable []> layers = new ArrayList<>(files.size());
    for (int i = 0; i < files.size(); i++) {
      TorrentFile file = files.get(i);
      if (!file.hasContent()) {
        rooted.add(file);
        layers.add(null);
        continue;
      }
      int first = layout.firstPiece(i) * MerkleTree.HASH_LENGTH;
      int end = (layout.lastPiece(i) + 1) * MerkleTree.HASH_LENGTH;
      byte[] layer = Arrays.copyOfRange(roots, first, end);
      int width = MerkleTree.powerOfTwo(layer.length / MerkleTree.HASH_LENGTH);
      byte[] root = MerkleTree.root(layer, width, padding);
      rooted.add(new TorrentFile(file.path(), file.length(), file.kind(), root));
      layers.add(width == 1 ? null : layer);
    }
    return new Layers(rooted, layers);
  }

  /** Hands the layers on. */
  void addTo(PieceHashes hashes) {
    for (int file = 0; file < layers.size(); file++) {
      byte @Nullable [] layer = layers.get(file);
      if (layer != null && !hashes.addLayer(file, layer)) {
        throw new IllegalStateException("a layer does not fit the root that was made of it");
      }
    }
  }
}
