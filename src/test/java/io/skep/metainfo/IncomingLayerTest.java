package io.skep.metainfo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncomingLayerTest {
  private static byte[] part(LayeredTorrent torrent, IncomingLayer layer, int part) {
    return torrent.answer(layer.index(part), layer.length(part), layer.proofLayers());
  }

  @ParameterizedTest
  @CsvSource({
    "2, 16384, 1",
    "3, 65536, 1",
    "512, 16384, 1",
    "513, 65536, 2",
    "514, 16384, 2",
    "1025, 32768, 3",
    "2000, 16384, 4"
  })
  void isWholeWhenEveryPartIsHere(int pieces, int pieceLength, int parts) throws Exception {
    LayeredTorrent torrent = new LayeredTorrent(pieces, pieceLength);
    Metainfo metainfo = torrent.byMagnet();
    assertEquals(1, IncomingLayer.missing(metainfo).size());
    IncomingLayer layer = IncomingLayer.missing(metainfo).get(0);
    assertArrayEquals(torrent.root(), layer.root());
    assertEquals(torrent.baseLayer(), layer.baseLayer());
    assertEquals(parts, layer.parts());
    for (int part = parts - 1; part >= 0; part--) {
      assertFalse(layer.isWhole());
      assertFalse(metainfo.hashes().isComplete());
      assertTrue(layer.index(part) + layer.length(part) <= torrent.width());
      assertTrue(layer.add(part, part(torrent, layer, part)));
      assertTrue(layer.add(part, part(torrent, layer, part)));
    }
    assertTrue(layer.isWhole());
    // Both of its files are the same, and have it now.
    assertTrue(metainfo.hashes().isComplete());
    assertArrayEquals(torrent.layer(), metainfo.hashes().layer(1));
    assertArrayEquals(
        torrent.answer(0, 2, torrent.height() - 1),
        new HashLayers(metainfo)
            .answer(torrent.root(), torrent.baseLayer(), 0, 2, torrent.height() - 1));
    assertTrue(IncomingLayer.missing(metainfo).isEmpty());
  }

  /** Each of its hashes and of those that prove them counts, and so does their number. */
  @ParameterizedTest
  @CsvSource({"3", "700", "1025"})
  void whatDoesNotLeadToTheRootIsNotTaken(int pieces) throws Exception {
    LayeredTorrent torrent = new LayeredTorrent(pieces, 65536);
    Metainfo metainfo = torrent.byMagnet();
    IncomingLayer layer = IncomingLayer.missing(metainfo).get(0);
    int last = layer.parts() - 1;
    byte[] right = part(torrent, layer, last);
    for (int hash = 0; hash < right.length / 32; hash++) {
      byte[] wrong = right.clone();
      wrong[hash * 32 + hash % 32] ^= 1;
      assertFalse(layer.add(last, wrong));
    }
    assertFalse(layer.add(last, new byte[0]));
    assertFalse(layer.add(last, Arrays.copyOf(right, right.length - 32)));
    assertFalse(layer.add(last, Arrays.copyOf(right, right.length + 32)));
    if (last > 0) {
      assertFalse(layer.add(0, right));
    }
    assertFalse(layer.isWhole());
    assertTrue(layer.add(last, right));
  }

  /** A root over something else than zeros beyond the last piece can prove no whole layer. */
  @Test
  void aTorrentThatIsMadeWrongNeverGetsItsLayer() throws Exception {
    LayeredTorrent longer = new LayeredTorrent(8, 65536);
    Metainfo metainfo = new LayeredTorrent(7, 65536).byMagnet(longer.root());
    IncomingLayer layer = IncomingLayer.missing(metainfo).get(0);
    assertTrue(layer.add(0, longer.answer(0, 8, 2)));
    assertTrue(layer.isWhole());
    assertFalse(metainfo.hashes().isComplete());
  }
}
