package io.skep.metainfo;

import io.skep.bencode.BencodeWriter;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A torrent of one file of which there is nothing but the roots of its pieces, made up; and its
 * whole tree above them, hashed here by BEP 52 node for node.
 */
final class LayeredTorrent {
  private final int pieceLength;
  private final int pieces;

  /** From the pieces' roots, made up to a power of two, to the root. */
  private final List<List<byte[]>> tree = new ArrayList<>();

  LayeredTorrent(int pieces, int pieceLength) {
    this.pieces = pieces;
    this.pieceLength = pieceLength;
    Random random = new Random(pieces);
    List<byte[]> layer = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      byte[] hash = new byte[32];
      random.nextBytes(hash);
      layer.add(hash);
    }
    byte[] padding = new byte[32];
    for (int blocks = pieceLength / 16384; blocks > 1; blocks /= 2) {
      padding = node(padding, padding);
    }
    while (Integer.bitCount(layer.size()) != 1) {
      layer.add(padding);
    }
    tree.add(layer);
    while (layer.size() > 1) {
      List<byte[]> above = new ArrayList<>();
      for (int i = 0; i < layer.size(); i += 2) {
        above.add(node(layer.get(i), layer.get(i + 1)));
      }
      layer = above;
      tree.add(layer);
    }
  }

  private static byte[] node(byte[] left, byte[] right) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(left);
      return sha256.digest(right);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** What a magnet link brings: the root without the layer. */
  Metainfo byMagnet() throws MetainfoException {
    return byMagnet(root());
  }

  /** The same with another root. */
  Metainfo byMagnet(byte[] root) throws MetainfoException {
    long length = (long) (pieces - 1) * pieceLength + 1;
    BencodeWriter info = new BencodeWriter(256).beginDictionary();
    info.key("file tree").beginDictionary();
    for (String name : List.of("a", "b")) {
      info.key(name).beginDictionary().key("").beginDictionary();
      info.key("length").integer(length).key("pieces root").bytes(root).end().end();
    }
    info.end().key("meta version").integer(2).key("name").string("made up");
    info.key("piece length").integer(pieceLength);
    return Metainfo.ofInfo(info.end().toByteArray(), List.of(), List.of());
  }

  /** With the layer. */
  Metainfo whole() throws MetainfoException {
    Metainfo metainfo = byMagnet();
    if (!metainfo.hashes().addLayer(0, layer()) || !metainfo.hashes().addLayer(1, layer())) {
      throw new AssertionError("the layer is not taken");
    }
    return metainfo;
  }

  byte[] layer() {
    return joined(tree.get(0).subList(0, pieces));
  }

  byte[] root() {
    return tree.get(height()).get(0);
  }

  /** How many layers there are above the pieces. */
  int height() {
    return tree.size() - 1;
  }

  /** How many nodes the pieces' layer has with its padding. */
  int width() {
    return tree.get(0).size();
  }

  int baseLayer() {
    return Integer.numberOfTrailingZeros(pieceLength / 16384);
  }

  /** What must be answered: the hashes, and the sibling of each node on the way up. */
  byte[] answer(int index, int length, int proofLayers) {
    List<byte[]> answer = new ArrayList<>(tree.get(0).subList(index, index + length));
    int above = 0;
    int node = index;
    for (int covered = 1; covered < length; covered *= 2) {
      above++;
      node /= 2;
    }
    for (; above <= proofLayers; above++) {
      answer.add(tree.get(above).get(node % 2 == 0 ? node + 1 : node - 1));
      node /= 2;
    }
    return joined(answer);
  }

  private static byte[] joined(List<byte[]> hashes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    hashes.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
