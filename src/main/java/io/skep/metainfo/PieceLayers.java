package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeString;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code piece layers} (BEP 52): for the root of each larger file the roots of its pieces.
 */
final class PieceLayers {
  private PieceLayers() {}

  /** Hands the layers on; one that is missing can still come from peers, a wrong one is refused. */
  static void read(BencodeDictionary root, List<TorrentFile> files, PieceHashes hashes)
      throws MetainfoException {
    BencodeDictionary layers = root.dictionary("piece layers");
    if (layers == null || !hashes.hasMerkle()) {
      return;
    }
    Map<ByteBuffer, BencodeString> byRoot = new HashMap<>();
    for (BencodeDictionary.Entry entry : layers.entries()) {
      if (entry.value() instanceof BencodeString layer) {
        byRoot.put(ByteBuffer.wrap(entry.key().bytes()), layer);
      }
    }
    for (int file = 0; file < files.size(); file++) {
      byte @Nullable [] piecesRoot = files.get(file).piecesRoot();
      if (piecesRoot != null && hashes.needsLayer(file)) {
        BencodeString layer = byRoot.get(ByteBuffer.wrap(piecesRoot));
        if (layer != null && !hashes.addLayer(file, layer.bytes())) {
          throw new MetainfoException("the torrent's 'piece layers' do not fit a file's root");
        }
      }
    }
  }
}
