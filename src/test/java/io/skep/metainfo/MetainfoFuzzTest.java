package io.skep.metainfo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.skep.metainfo.Metainfo.Version;
import java.util.HashSet;
import java.util.Set;

/**
 * Whatever comes in is refused in one line, or is a torrent whose pieces lie in its files without a
 * gap, whose paths stay in their folder, and which reads the same when it is written again.
 *
 * <p>Without {@code JAZZER_FUZZ=1} this runs the kept inputs only: {@code
 * src/test/resources/io/skep/metainfo/MetainfoFuzzTestInputs}.
 */
class MetainfoFuzzTest {
  // An input of a few bytes can promise two million pieces, and looking at each of them is slow.
  private static final int MAX_LOOKED_AT = 5_000;

  @FuzzTest(maxDuration = "10s")
  void readsOrRefuses(byte[] input) throws MetainfoException {
    Metainfo metainfo;
    try {
      metainfo = Metainfo.read(input);
    } catch (MetainfoException refused) {
      assertEquals(1, refused.reason().lines().count(), refused.reason());
      return;
    }
    checkFiles(metainfo);
    checkPieces(metainfo);
    byte[] written = metainfo.torrent();
    Metainfo again = Metainfo.read(written);
    assertArrayEquals(written, again.torrent());
    assertEquals(metainfo.infoHashes(), again.infoHashes());
    assertEquals(metainfo.files(), again.files());
    assertEquals(metainfo.trackers(), again.trackers());
    assertEquals(metainfo.hashes().isComplete(), again.hashes().isComplete());
    assertEquals(
        metainfo.infoHashes(), MagnetLink.parse(MagnetLink.to(metainfo).toString()).infoHashes());
  }

  private static void checkFiles(Metainfo metainfo) {
    Set<String> paths = new HashSet<>();
    long length = 0;
    for (TorrentFile file : metainfo.files()) {
      for (String name : file.path()) {
        assertFalse(name.isEmpty() || name.equals(".") || name.equals(".."));
        assertTrue(name.chars().noneMatch(c -> c < ' ' || c == '/' || c == '\\'), name);
      }
      assertEquals(metainfo.name(), file.path().get(0));
      assertTrue(file.length() >= 0);
      if (file.kind() != TorrentFile.Kind.PADDING) {
        assertTrue(paths.add(file.pathText()));
        length += file.length();
      }
    }
    assertEquals(length, metainfo.length());
  }

  private static void checkPieces(Metainfo metainfo) {
    PieceLayout layout = metainfo.layout();
    int pieces = layout.pieceCount();
    assertTrue(pieces > 0 && pieces <= PieceLayout.MAX_PIECES);
    long next = 0;
    int file = -1;
    for (int piece = 0; piece < Math.min(pieces, MAX_LOOKED_AT); piece++) {
      int hashed = layout.hashedLength(piece);
      assertTrue(layout.length(piece) >= 1 && layout.length(piece) <= hashed);
      assertTrue(hashed <= layout.pieceLength());
      int sum = 0;
      for (PieceLayout.Span span : layout.spans(piece, 0, hashed)) {
        sum += span.length();
        assertTrue(span.length() >= 1);
        if (!span.isPadding()) {
          assertTrue(span.file() > file || span.offset() == next);
          assertTrue(span.file() == file || span.offset() == 0);
          file = span.file();
          next = span.offset() + span.length();
          assertEquals(piece, layout.pieceOf(file, span.offset()));
        }
      }
      assertEquals(hashed, sum);
      checkHashes(metainfo, piece);
    }
    if (metainfo.version() != Version.V1) {
      assertNotEquals(0, metainfo.layout().contentLength());
      assertEquals(metainfo.length(), layout.contentLength());
    }
  }

  private static void checkHashes(Metainfo metainfo, int piece) {
    PieceHashes hashes = metainfo.hashes();
    if (hashes.hasSha1()) {
      assertEquals(20, hashes.sha1(piece).length);
    }
    if (hashes.hasMerkle()) {
      byte[] root = hashes.merkleRoot(piece);
      assertTrue(root == null ? !hashes.isComplete() : root.length == 32);
      assertEquals(1, Integer.bitCount(hashes.leaves(piece)));
    }
  }
}
