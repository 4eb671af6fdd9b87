package io.skep.metainfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Whatever comes in is refused in one line, or is a link that reads the same when it is written
 * again, where nothing needs to be escaped.
 *
 * <p>Without {@code JAZZER_FUZZ=1} this runs the kept inputs only: {@code
 * src/test/resources/io/skep/metainfo/MagnetLinkFuzzTestInputs}.
 */
class MagnetLinkFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void readsOrRefuses(byte[] input) throws MetainfoException {
    String text = new String(input, StandardCharsets.UTF_8);
    MagnetLink link;
    try {
      link = MagnetLink.parse(text);
    } catch (MetainfoException refused) {
      assertEquals(1, refused.reason().lines().count(), refused.reason());
      return;
    }
    assertTrue(MagnetLink.looksLikeOne(text));
    assertTrue(link.infoHashes().size() == 1 || link.infoHashV2() != null);
    assertTrue(link.trackers().size() <= Metainfo.MAX_TRACKERS);
    assertTrue(link.peers().stream().allMatch(peer -> peer.port() != 0));
    String written = link.toString();
    assertTrue(written.matches("[!-~]+"), written);
    // Escapes make a link longer than it came, up to three times, and a range of files more.
    if (written.length() <= MagnetLink.MAX_LENGTH) {
      assertEquals(link, MagnetLink.parse(written));
    }
  }
}
