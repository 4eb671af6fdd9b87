package io.skep.metainfo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.security.DigestException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Hashes pieces of the source's files on one thread.
 *
 * <p>The bytes go through the digests as they are read, so that the memory is the same for a piece
 * of 16 KiB and one of 1 GiB.
 */
final class PieceHasher implements Closeable {
  /** A multiple of a block; small enough for a core's own cache. */
  private static final int BUFFER_LENGTH = 16 * MerkleTree.BLOCK_LENGTH;

  private final HashingTask task;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private final byte[] zeros = new byte[MerkleTree.BLOCK_LENGTH];
  private final @Nullable MessageDigest sha1;
  private final @Nullable MessageDigest sha256;
  private @Nullable FileChannel channel;
  private int openFile = -1;

  PieceHasher(HashingTask task) {
    this.task = task;
    sha1 = task.sha1s() == null ? null : Digests.sha1();
    sha256 = task.roots() == null ? null : Digests.sha256();
  }

  /** Hashes a piece and puts the hashes where the task wants them. */
  void hash(int piece) throws IOException, InterruptedException {
    PieceLayout layout = task.layout();
    int length = layout.hashedLength(piece);
    byte[] leaves =
        new byte[(int) MerkleTree.blocks(layout.length(piece)) * MerkleTree.HASH_LENGTH];
    int leaf = 0;
    for (PieceLayout.Span span : layout.spans(piece, 0, length)) {
      for (int done = 0; done < span.length(); ) {
        int chunk = Math.min(BUFFER_LENGTH, span.length() - done);
        if (span.isPadding()) {
          chunk = Math.min(chunk, zeros.length);
          update(zeros, chunk);
        } else {
          read(span.file(), span.offset() + done, chunk);
          update(buffer, chunk);
          leaf = addLeaves(leaves, leaf, chunk);
          task.add(chunk);
        }
        done += chunk;
      }
    }
    finish(piece, leaves);
  }

  private void update(byte[] bytes, int length) {
    if (sha1 != null) {
      sha1.update(bytes, 0, length);
    }
  }

  /** Hashes the blocks in the buffer; where there are leaves, a file begins with its piece. */
  private int addLeaves(byte[] leaves, int first, int length) {
    int leaf = first;
    if (sha256 != null) {
      for (int block = 0; block < length; block += MerkleTree.BLOCK_LENGTH) {
        sha256.update(buffer, block, Math.min(MerkleTree.BLOCK_LENGTH, length - block));
        digest(sha256, leaves, leaf++);
      }
    }
    return leaf;
  }

  private void finish(int piece, byte[] leaves) {
    byte @Nullable [] sha1s = task.sha1s();
    if (sha1 != null && sha1s != null) {
      digest(sha1, sha1s, piece);
    }
    byte @Nullable [] roots = task.roots();
    if (roots != null) {
      byte[] root = MerkleTree.root(leaves, task.layout().leaves(piece));
      System.arraycopy(root, 0, roots, piece * root.length, root.length);
    }
  }

  private static void digest(MessageDigest digest, byte[] target, int index) {
    int length = digest.getDigestLength();
    try {
      digest.digest(target, index * length, length);
    } catch (DigestException e) {
      throw new IllegalStateException("there is room for every digest", e);
    }
  }

  private void read(int file, long offset, int length) throws IOException, InterruptedException {
    SourceFile source = task.file(file);
    ByteBuffer target = ByteBuffer.wrap(buffer, 0, length);
    try {
      FileChannel from = open(file, source);
      while (target.hasRemaining()) {
        if (from.read(target, offset + target.position()) < 0) {
          throw source.changedMeanwhile();
        }
      }
    } catch (NoSuchFileException e) {
      throw source.changedMeanwhile();
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("the hashing was cancelled");
    }
  }

  private FileChannel open(int file, SourceFile source) throws IOException {
    if (channel == null || openFile != file) {
      close();
      channel = FileChannel.open(source.file(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      openFile = file;
    }
    return channel;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
