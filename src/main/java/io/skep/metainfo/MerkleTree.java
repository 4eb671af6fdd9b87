package io.skep.metainfo;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The hash trees of BEP 52.
 *
 * <p>A leaf is the SHA-256 of a block of 16 KiB, or of the shorter block that a file ends with; the
 * leaves are made up to a power of two with 32 zero bytes each, and a node is the SHA-256 of its
 * two children.
 */
public final class MerkleTree {
  /** The bytes under a leaf. */
  public static final int BLOCK_LENGTH = 16 * 1024;

  /** The length of a hash, in bytes. */
  public static final int HASH_LENGTH = Digests.SHA256_LENGTH;

  private MerkleTree() {}

  /**
   * The root over these leaves and as many zero ones as are missing.
   *
   * @param leaves their hashes one after the other
   * @param width how many leaves there are with the zero ones, a power of two
   * @throws IllegalArgumentException if the leaves are no whole number of hashes or more than the
   *     width
   */
  public static byte[] root(byte[] leaves, int width) {
    return root(leaves, width, new byte[HASH_LENGTH]);
  }

  /**
   * The root over hashes of any layer.
   *
   * @param padding stands for each hash that is missing: of a tree of zero leaves
   */
  static byte[] root(byte[] hashes, int width, byte[] padding) {
    int count = hashes.length / HASH_LENGTH;
    if (hashes.length % HASH_LENGTH != 0 || count > width || Integer.bitCount(width) != 1) {
      throw new IllegalArgumentException(
          hashes.length + " bytes of hashes for a tree of " + width + " leaves");
    }
    byte[] layer = hashes.clone();
    byte[] missing = padding;
    MessageDigest digest = Digests.sha256();
    for (int left = width; left > 1; left /= 2) {
      for (int i = 0; i < count; i += 2) {
        digest.update(layer, i * HASH_LENGTH, HASH_LENGTH);
        if (i + 1 < count) {
          digest.update(layer, (i + 1) * HASH_LENGTH, HASH_LENGTH);
        } else {
          digest.update(missing);
        }
        finish(digest, layer, i / 2 * HASH_LENGTH);
      }
      count = (count + 1) / 2;
      missing = parent(missing, missing);
    }
    return count == 0 ? missing : Arrays.copyOf(layer, HASH_LENGTH);
  }

  /** The node over two others. */
  static byte[] parent(byte[] left, byte[] right) {
    MessageDigest digest = Digests.sha256();
    digest.update(left);
    return digest.digest(right);
  }

  /** The root of a tree of so many zero leaves, a power of two. */
  static byte[] zeroRoot(int width) {
    return root(new byte[0], width);
  }

  /** How many blocks so many bytes make. */
  static long blocks(long length) {
    return PieceLayout.pieces(length, BLOCK_LENGTH);
  }

  /** The least power of two that is not below the number, which is 1 to 2^30. */
  static int powerOfTwo(int number) {
    return number <= 1 ? 1 : Integer.highestOneBit(number - 1) << 1;
  }

  /** How many layers a tree of this width has above its leaves, the root's among them. */
  static int layersOver(int width) {
    return Integer.numberOfTrailingZeros(width);
  }

  private static void finish(MessageDigest digest, byte[] target, int offset) {
    try {
      digest.digest(target, offset, HASH_LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 has 32 bytes", e);
    }
  }
}
