package io.skep.metainfo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashLayersTest {
  private static final int PIECE = 64 * 1024;

  /** Every length and place that BEP 52 allows, with every number of proof layers. */
  @ParameterizedTest
  @CsvSource({
    "2, 16384",
    "3, 65536",
    "7, 65536",
    "8, 16384",
    "33, 32768",
    "511, 65536",
    "513, 16384",
    "1025, 65536",
    "1536, 32768"
  })
  void answersWhatTheTreeSays(int pieces, int pieceLength) throws Exception {
    LayeredTorrent torrent = new LayeredTorrent(pieces, pieceLength);
    HashLayers layers = new HashLayers(torrent.whole());
    int asked = 0;
    for (int length = 1; length <= torrent.width(); length *= 2) {
      int step = length * Math.max(1, torrent.width() / length / 16);
      for (int index = 0; index < torrent.width(); index += step) {
        for (int proofLayers = 0; proofLayers < torrent.height(); proofLayers++) {
          assertArrayEquals(
              torrent.answer(index, length, proofLayers),
              layers.answer(torrent.root(), torrent.baseLayer(), index, length, proofLayers));
          asked++;
        }
      }
    }
    assertTrue(asked > 0);
  }

  /** Clients whose layer ends inside of a range may ask for the rest of it alone. */
  @ParameterizedTest
  @CsvSource({"7, 0, 7", "7, 4, 3", "513, 512, 1", "1025, 1024, 1", "600, 512, 88"})
  void answersTheEndOfALayerAlone(int pieces, int index, int length) throws Exception {
    LayeredTorrent torrent = new LayeredTorrent(pieces, PIECE);
    byte[] answer =
        new HashLayers(torrent.whole())
            .answer(torrent.root(), torrent.baseLayer(), index, length, torrent.height() - 1);
    assertArrayEquals(torrent.answer(index, length, torrent.height() - 1), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 4, 0",
    "3, 0, 4, 0",
    "2, 0, 0, 0",
    "2, 0, 16, 0",
    "2, 8, 8, 0",
    "2, 8, 1, 0",
    "2, 2, 4, 0",
    "2, 2, 3, 0",
    "2, -4, 4, 0",
    "2, 0, -1, 0",
    "2, 0, 4, 3",
    "2, 0, 4, -1",
    "2, 0, 2147483647, 0",
    "2, 2147483647, 1, 0",
    "2, 2147483644, 4, 0",
  })
  void answersNothingThatIsNotThere(int baseLayer, int index, int length, int proofLayers)
      throws Exception {
    LayeredTorrent torrent = new LayeredTorrent(7, PIECE);
    HashLayers layers = new HashLayers(torrent.whole());
    assertNotNull(layers.answer(torrent.root(), 2, 0, 4, 0));
    assertNull(layers.answer(torrent.root(), baseLayer, index, length, proofLayers));
  }

  @Test
  void knowsNoOtherFileAndNoLayerBeforeItIsThere() throws Exception {
    LayeredTorrent torrent = new LayeredTorrent(7, PIECE);
    Metainfo metainfo = torrent.byMagnet();
    HashLayers layers = new HashLayers(metainfo);
    assertEquals(8 + 3, layers.size());
    assertNull(layers.answer(torrent.root(), 2, 0, 8, 0));
    assertNull(layers.answer(new byte[32], 2, 0, 8, 0));
    metainfo.hashes().addLayer(0, torrent.layer());
    assertArrayEquals(torrent.answer(0, 8, 0), layers.answer(torrent.root(), 2, 0, 8, 0));
  }
}
