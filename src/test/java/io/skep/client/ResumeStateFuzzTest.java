package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.skep.bencode.BencodeWriter;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Whatever stands in a state file is ignored, or is a state whose pieces there are. The digest
 * around it is made right first: it keeps accidents away, and not an attacker.
 */
class ResumeStateFuzzTest {
  private static final int PIECES = 100;

  @FuzzTest(maxDuration = "10s")
  void readsOrIgnores(byte[] input) throws Exception {
    byte[] torrent = new byte[20];
    check(ResumeState.read(input, torrent, PIECES), torrent);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(input);
    byte[] signed =
        new BencodeWriter(input.length + 100)
            .beginDictionary()
            .key("sha256")
            .bytes(digest)
            .key("state")
            .bytes(input)
            .end()
            .toByteArray();
    check(ResumeState.read(signed, torrent, PIECES), torrent);
  }

  private static void check(@Nullable ResumeState state, byte[] torrent) {
    if (state != null) {
      assertTrue(state.verified().length() <= PIECES);
      assertTrue(state.uploaded() >= 0 && state.downloaded() >= 0);
      assertEquals(state, ResumeState.read(state.write(torrent, PIECES), torrent, PIECES));
    }
  }
}
