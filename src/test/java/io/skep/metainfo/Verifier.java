package io.skep.metainfo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/** Checks every piece of a torrent against its content, the slow and obvious way. */
final class Verifier {
  private final Metainfo metainfo;
  private final Function<TorrentFile, byte[]> content;

  Verifier(Metainfo metainfo, Function<TorrentFile, byte[]> content) {
    this.metainfo = metainfo;
    this.content = content;
  }

  void verify() {
    PieceLayout layout = metainfo.layout();
    long travelling = 0;
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      byte[] hashed = bytes(piece, layout.hashedLength(piece));
      byte[] sent = Arrays.copyOf(hashed, layout.length(piece));
      travelling += sent.length;
      if (metainfo.hashes().hasSha1()) {
        assertArrayEquals(Digests.sha1().digest(hashed), metainfo.hashes().sha1(piece));
      }
      if (metainfo.hashes().hasMerkle()) {
        assertArrayEquals(
            MerkleTree.root(leaves(sent), metainfo.hashes().leaves(piece)),
            metainfo.hashes().merkleRoot(piece));
      }
    }
    assertEquals(layout.contentLength(), travelling);
    if (metainfo.version() != Metainfo.Version.V1) {
      verifyRoots();
    }
  }

  private void verifyRoots() {
    for (TorrentFile file : metainfo.files()) {
      if (file.hasContent()) {
        byte[] leaves = leaves(content.apply(file));
        int width = MerkleTree.powerOfTwo(leaves.length / MerkleTree.HASH_LENGTH);
        assertArrayEquals(MerkleTree.root(leaves, width), file.piecesRoot());
      } else {
        assertEquals(null, file.piecesRoot());
      }
    }
  }

  private byte[] bytes(int piece, int length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (PieceLayout.Span span : metainfo.layout().spans(piece, 0, length)) {
      if (span.isPadding()) {
        bytes.writeBytes(new byte[span.length()]);
      } else {
        byte[] file = content.apply(metainfo.files().get(span.file()));
        bytes.write(file, (int) span.offset(), span.length());
      }
    }
    return bytes.toByteArray();
  }

  static byte[] leaves(byte[] bytes) {
    ByteArrayOutputStream leaves = new ByteArrayOutputStream();
    MessageDigest digest = Digests.sha256();
    for (int block = 0; block < bytes.length; block += MerkleTree.BLOCK_LENGTH) {
      digest.update(bytes, block, Math.min(MerkleTree.BLOCK_LENGTH, bytes.length - block));
      leaves.writeBytes(digest.digest());
    }
    return leaves.toByteArray();
  }
}
