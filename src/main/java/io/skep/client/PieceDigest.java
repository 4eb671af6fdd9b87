package io.skep.client;

import io.skep.metainfo.MerkleTree;
import io.skep.metainfo.PieceHashes;
import io.skep.metainfo.PieceLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hash of one piece, taken while its blocks come in, so that most pieces need not be read again
 * to be verified. Used by one worker at a time.
 *
 * <p>SHA-1 takes blocks in their order only; a leaf of the Merkle tree (BEP 52) is taken of each
 * whole block, whenever it comes. What was missed is read from disk in the end, and so is all that
 * was written twice.
 */
final class PieceDigest {
  /** How much is read at once, in bytes; a multiple of {@link MerkleTree#BLOCK_LENGTH}. */
  static final int CHUNK_LENGTH = 16 * MerkleTree.BLOCK_LENGTH;

  private static final byte[] ZEROS = new byte[MerkleTree.BLOCK_LENGTH];

  private final PieceLayout layout;
  private final PieceHashes hashes;
  private final int piece;
  private final int length;
  private final MessageDigest sha1 = digest("SHA-1");

  /** Made when it is needed, since most torrents have no tree. */
  private @Nullable MessageDigest sha256;

  /** How far SHA-1 is, in bytes. */
  private int position;

  /** The leaves one after the other; none where the torrent has no tree. */
  private final byte[] leaves;

  private final BitSet knownLeaves = new BitSet();

  PieceDigest(PieceLayout layout, PieceHashes hashes, int piece) {
    this.layout = layout;
    this.hashes = hashes;
    this.piece = piece;
    length = layout.length(piece);
    leaves = new byte[hashes.hasMerkle() ? blocks() * MerkleTree.HASH_LENGTH : 0];
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has " + algorithm, e);
    }
  }

  private byte[] sha256(byte[] bytes, int index, int count) {
    MessageDigest hash = sha256;
    if (hash == null) {
      hash = digest("SHA-256");
      sha256 = hash;
    }
    hash.update(bytes, index, count);
    return hash.digest();
  }

  private int blocks() {
    return (length + MerkleTree.BLOCK_LENGTH - 1) / MerkleTree.BLOCK_LENGTH;
  }

  private int blockLength(int block) {
    return Math.min(MerkleTree.BLOCK_LENGTH, length - block * MerkleTree.BLOCK_LENGTH);
  }

  /** Takes what was just written at {@code begin}: the first bytes of the array. */
  void written(int begin, byte[] bytes, int count) {
    if (hashes.hasSha1()) {
      if (begin < position) {
        sha1.reset();
        position = 0;
      }
      addToSha1(begin, bytes, count);
    }
    if (hashes.hasMerkle()) {
      knownLeaves.clear(begin / MerkleTree.BLOCK_LENGTH, blocksBefore((long) begin + count));
      addLeaves(begin, bytes, count);
    }
  }

  private void addToSha1(int begin, byte[] bytes, int count) {
    if (begin <= position && position < begin + count) {
      sha1.update(bytes, position - begin, begin + count - position);
      position = begin + count;
    }
  }

  /** Takes the leaves of those blocks that are there as a whole and unknown. */
  private void addLeaves(int begin, byte[] bytes, int count) {
    for (int block = blocksBefore(begin); block < blocks(); block++) {
      int index = block * MerkleTree.BLOCK_LENGTH - begin;
      if (index + blockLength(block) > count) {
        return;
      }
      if (!knownLeaves.get(block)) {
        byte[] leaf = sha256(bytes, index, blockLength(block));
        System.arraycopy(leaf, 0, leaves, block * MerkleTree.HASH_LENGTH, leaf.length);
        knownLeaves.set(block);
      }
    }
  }

  private static int blocksBefore(long end) {
    return (int) ((end + MerkleTree.BLOCK_LENGTH - 1) / MerkleTree.BLOCK_LENGTH);
  }

  /**
   * True if the piece is what the torrent says. What was not taken in time is read; afterwards it
   * begins anew.
   *
   * @param buffer of {@link #CHUNK_LENGTH}, overwritten
   */
  boolean matches(PieceContent content, byte[] buffer) throws StorageException {
    for (int begin = 0; begin < length; begin += CHUNK_LENGTH) {
      int count = Math.min(CHUNK_LENGTH, length - begin);
      if (misses(begin, count)) {
        content.read(piece, begin, buffer, count);
        if (hashes.hasSha1()) {
          addToSha1(begin, buffer, count);
        }
        if (hashes.hasMerkle()) {
          addLeaves(begin, buffer, count);
        }
      }
    }
    boolean matches = matchesSha1() && matchesMerkle();
    reset();
    return matches;
  }

  private boolean misses(int begin, int count) {
    int firstBlock = begin / MerkleTree.BLOCK_LENGTH;
    return (hashes.hasSha1() && position < begin + count)
        || (hashes.hasMerkle()
            && knownLeaves.nextClearBit(firstBlock) < blocksBefore((long) begin + count));
  }

  private boolean matchesSha1() {
    if (!hashes.hasSha1()) {
      return true;
    }
    int zeros = layout.hashedLength(piece) - length;
    while (zeros > 0) {
      int count = Math.min(zeros, ZEROS.length);
      sha1.update(ZEROS, 0, count);
      zeros -= count;
    }
    return Arrays.equals(sha1.digest(), hashes.sha1(piece));
  }

  private boolean matchesMerkle() {
    if (!hashes.hasMerkle()) {
      return true;
    }
    byte[] wanted = hashes.merkleRoot(piece);
    if (wanted == null) {
      // Known by SHA-1 alone until peers have sent the layer; where there is neither, not known.
      return hashes.hasSha1();
    }
    return Arrays.equals(wanted, MerkleTree.root(leaves, hashes.leaves(piece)));
  }

  private void reset() {
    sha1.reset();
    position = 0;
    knownLeaves.clear();
  }

  /** The SHA-256 of each 16 KiB block as it lies on disk; the buffer is overwritten. */
  List<byte[]> blockDigests(PieceContent content, byte[] buffer) throws StorageException {
    List<byte[]> digests = new ArrayList<>(blocks());
    for (int block = 0; block < blocks(); block++) {
      content.read(piece, block * MerkleTree.BLOCK_LENGTH, buffer, blockLength(block));
      digests.add(sha256(buffer, 0, blockLength(block)));
    }
    return digests;
  }
}
