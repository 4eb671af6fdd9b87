package io.skep.client;

import io.skep.metainfo.MerkleTree;
import io.skep.metainfo.PieceHashes;
import io.skep.metainfo.PieceLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pieces that are all zeros, as most are in a sparse file of which little was downloaded. What they
 * hash to is found out once for each length: to see that a piece is zeros costs a fifth of hashing
 * it. For any worker.
 */
final class Holes {
  private static final byte[] ZEROS = new byte[PieceDigest.CHUNK_LENGTH];

  /** How much is read first: enough to tell content from a hole. */
  private static final int PROBE_LENGTH = 4096;

  private record Tree(int length, int leaves) {}

  private final PieceLayout layout;
  private final PieceHashes hashes;
  private final PieceContent content;
  private final Map<Integer, byte[]> sha1s = new ConcurrentHashMap<>();
  private final Map<Tree, byte[]> roots = new ConcurrentHashMap<>();

  Holes(PieceLayout layout, PieceHashes hashes, PieceContent content) {
    this.layout = layout;
    this.hashes = hashes;
    this.content = content;
  }

  /**
   * True if the piece is zeros throughout.
   *
   * @param buffer of {@link PieceDigest#CHUNK_LENGTH}, overwritten
   */
  boolean isHole(int piece, byte[] buffer) throws StorageException {
    int length = layout.length(piece);
    int end = 0;
    while (end < length) {
      int begin = end;
      end = Math.min(length, begin == 0 ? PROBE_LENGTH : begin + buffer.length);
      content.read(piece, begin, buffer, end - begin);
      if (Arrays.mismatch(buffer, 0, end - begin, ZEROS, 0, end - begin) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** True if the torrent says that the piece is zeros. */
  boolean isRight(int piece) {
    if (hashes.hasSha1()
        && !Arrays.equals(
            hashes.sha1(piece),
            sha1s.computeIfAbsent(layout.hashedLength(piece), length -> hash("SHA-1", length)))) {
      return false;
    }
    if (!hashes.hasMerkle()) {
      return true;
    }
    byte[] wanted = hashes.merkleRoot(piece);
    if (wanted == null) {
      return hashes.hasSha1();
    }
    Tree tree = new Tree(layout.length(piece), hashes.leaves(piece));
    return Arrays.equals(wanted, roots.computeIfAbsent(tree, Holes::root));
  }

  private static byte[] root(Tree tree) {
    int whole = tree.length() / MerkleTree.BLOCK_LENGTH;
    int rest = tree.length() % MerkleTree.BLOCK_LENGTH;
    byte[] leaf = hash("SHA-256", MerkleTree.BLOCK_LENGTH);
    byte[] leaves = new byte[(whole + (rest == 0 ? 0 : 1)) * MerkleTree.HASH_LENGTH];
    for (int block = 0; block < whole; block++) {
      System.arraycopy(leaf, 0, leaves, block * leaf.length, leaf.length);
    }
    if (rest > 0) {
      System.arraycopy(hash("SHA-256", rest), 0, leaves, whole * leaf.length, leaf.length);
    }
    return MerkleTree.root(leaves, tree.leaves());
  }

  private static byte[] hash(String algorithm, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (int left = length; left > 0; left -= Math.min(left, ZEROS.length)) {
        digest.update(ZEROS, 0, Math.min(left, ZEROS.length));
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has " + algorithm, e);
    }
  }
}
