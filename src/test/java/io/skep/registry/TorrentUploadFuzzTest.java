package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.skep.metainfo.Metainfo;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever is uploaded is refused in one line, or is kept as a private torrent that comes back with
 * our announce URLs and is the torrent that was registered.
 *
 * <p>Without {@code JAZZER_FUZZ=1} this runs the kept inputs only: {@code
 * src/test/resources/io/skep/registry/TorrentUploadFuzzTestInputs}.
 */
class TorrentUploadFuzzTest {
  private static final String URL = "http://tracker.example/announce/PASSKEY";

  @FuzzTest(maxDuration = "10s")
  void isRefusedOrComesBack(byte[] input) throws Exception {
    TorrentUpload upload;
    try {
      upload = TorrentUpload.read(input, 0, 1);
    } catch (RegistryException refused) {
      String words = refused.reason();
      assertEquals(1, words.lines().count(), words);
      return;
    }
    assertEquals(List.of(), TorrentChange.problems(upload.torrent()));
    Metainfo kept = Metainfo.read(upload.file());
    assertTrue(kept.isPrivate());
    assertTrue(kept.trackers().isEmpty());
    Metainfo given = Metainfo.read(input);
    assertEquals(given.isPrivate(), !upload.madePrivate());
    assertEquals(given.files(), kept.files());
    byte[] served = TorrentRewriting.withTrackers(upload.file(), List.of(URL));
    Metainfo mine = Metainfo.read(served);
    assertEquals(List.of(List.of(URL)), mine.trackers());
    assertEquals(upload.torrent().infoHashes(), mine.infoHashes());
    if (!upload.madePrivate()) {
      assertArrayEquals(given.info(), mine.info());
      assertEquals(given.infoHashes(), mine.infoHashes());
    } else {
      assertFalse(Arrays.equals(given.info(), mine.info()));
    }
  }
}
