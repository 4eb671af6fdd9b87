package io.skep.metainfo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.metainfo.Metainfo.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layers of version 2 that do not come with a magnet link. */
class PieceHashesTest {
  private static final int PIECE = 16 * 1024;
  private static final int BIG = 0;
  private static final int SMALL = 1;

  private final Content content;

  PieceHashesTest(@TempDir Path folder) throws IOException {
    content = new Content(folder).add("big", 5 * PIECE + 1).add("small", PIECE).add("x", 0);
  }

  private Metainfo create(Version version) throws Exception {
    return TorrentCreator.of(content.folder())
        .version(version)
        .pieceLength(PIECE)
        .create()
        .metainfo();
  }

  private static Metainfo byMagnet(Metainfo metainfo) throws MetainfoException {
    return Metainfo.ofInfo(metainfo.info(), List.of(), List.of());
  }

  @Test
  void aSmallFileNeedsNoLayer() throws Exception {
    Metainfo metainfo = byMagnet(create(Version.V2));
    PieceHashes hashes = metainfo.hashes();
    assertFalse(hashes.isComplete());
    assertTrue(hashes.needsLayer(BIG));
    assertFalse(hashes.needsLayer(SMALL));
    assertFalse(hashes.needsLayer(2));
    assertNull(hashes.merkleRoot(0));
    assertArrayEquals(metainfo.files().get(SMALL).piecesRoot(), hashes.merkleRoot(6));
  }

  @Test
  void takesTheRightLayerOnly() throws Exception {
    Metainfo whole = create(Version.V2);
    Metainfo metainfo = byMagnet(whole);
    PieceHashes hashes = metainfo.hashes();
    byte[] layer = whole.hashes().layer(BIG);
    assertNotNull(layer);
    assertEquals(6 * 32, hashes.layerLength(BIG));
    byte[] wrong = layer.clone();
    wrong[7] ^= 1;
    assertFalse(hashes.addLayer(BIG, wrong));
    assertFalse(hashes.addLayer(BIG, java.util.Arrays.copyOf(layer, 5 * 32)));
    assertFalse(hashes.addLayer(BIG, java.util.Arrays.copyOf(layer, 8 * 32)));
    assertFalse(hashes.addLayer(BIG, new byte[0]));
    assertFalse(hashes.addLayer(SMALL, new byte[32]));
    assertFalse(hashes.addLayer(2, new byte[0]));
    assertFalse(hashes.isComplete());
    assertTrue(hashes.addLayer(BIG, layer));
    assertTrue(hashes.isComplete());
    new Verifier(metainfo, content::bytes).verify();
    assertArrayEquals(whole.torrent(), metainfo.torrent());
  }

  @Test
  void aHybridHasItsSha1AllTheSame() throws Exception {
    PieceHashes hashes = byMagnet(create(Version.HYBRID)).hashes();
    assertTrue(hashes.hasSha1());
    assertTrue(hashes.hasMerkle());
    assertFalse(hashes.isComplete());
    assertEquals(20, hashes.sha1(7 - 1).length);
    assertThrows(IndexOutOfBoundsException.class, () -> hashes.sha1(7));
  }

  @Test
  void version1HasNoTrees() throws Exception {
    PieceHashes hashes = byMagnet(create(Version.V1)).hashes();
    assertTrue(hashes.isComplete());
    assertFalse(hashes.hasMerkle());
    assertFalse(hashes.addLayer(BIG, new byte[6 * 32]));
    assertNull(hashes.layer(BIG));
    assertThrows(IllegalStateException.class, () -> hashes.merkleRoot(0));
  }

  @Test
  void aTorrentWithAWrongLayerIsRefused() throws Exception {
    Metainfo whole = create(Version.V2);
    byte[] torrent = whole.torrent();
    // The last byte of the only layer stands before the ends of the layers and of all.
    torrent[torrent.length - 3] ^= 1;
    assertEquals(
        "the torrent's 'piece layers' do not fit a file's root",
        assertThrows(MetainfoException.class, () -> Metainfo.read(torrent)).reason());
  }

  @Test
  void sameFilesShareALayer() throws Exception {
    content.copy("big", "zz");
    Metainfo metainfo = Metainfo.read(create(Version.V2).torrent());
    assertTrue(metainfo.hashes().isComplete());
    assertArrayEquals(metainfo.hashes().layer(BIG), metainfo.hashes().layer(3));
    new Verifier(metainfo, content::bytes).verify();
  }
}
