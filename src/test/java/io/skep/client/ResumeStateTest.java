package io.skep.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeStateTest {
  private static final byte[] TORRENT = "twenty bytes of hash".getBytes(UTF_8);
  private static final FileStamp FILE = new FileStamp(5_000_000_000L, 1_700_000_000_123_456_789L);

  private static ResumeState state(boolean isClean) {
    BitSet verified = new BitSet();
    verified.set(3, 20);
    return new ResumeState(List.of(FILE, FileStamp.MISSING), verified, isClean, 5, Long.MAX_VALUE);
  }

  @Test
  void isReadAsItWasWritten() {
    ResumeState state = state(true);

    assertEquals(state, ResumeState.read(state.write(TORRENT, 20), TORRENT, 20));
  }

  @Test
  void isOfOneTorrentOnly() {
    byte[] bytes = state(true).write(TORRENT, 20);
    byte[] other = TORRENT.clone();
    other[0]++;

    assertNull(ResumeState.read(bytes, other, 20));
    assertNull(ResumeState.read(bytes, TORRENT, 19), "there is no piece 19");
  }

  @Test
  void everyChangedBitIsNoticed() {
    byte[] bytes = state(true).write(TORRENT, 20);
    assertNotNull(ResumeState.read(bytes, TORRENT, 20));
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertNull(ResumeState.read(changed, TORRENT, 20));
    }
    for (int length = 0; length < bytes.length; length++) {
      assertNull(ResumeState.read(Arrays.copyOf(bytes, length), TORRENT, 20));
    }
  }

  @Test
  void fitsOnlyWhatHasNotChanged() {
    FileStamp[] found = {FILE, FileStamp.MISSING};

    assertTrue(state(true).fits(found));
    assertFalse(state(false).fits(found), "a run was killed");
    assertFalse(state(true).fits(new FileStamp[] {FILE, new FileStamp(0, 0)}), "a file was made");
    assertFalse(
        state(true)
            .fits(
                new FileStamp[] {
                  new FileStamp(FILE.length(), FILE.modified() + 1), FileStamp.MISSING
                }),
        "a file was written");
    assertFalse(state(true).fits(new FileStamp[] {FILE}));
    assertFalse(ResumeState.NONE.fits(new FileStamp[0]));
  }

  @Test
  void isAsLongWithFewPiecesAsWithAll() {
    ResumeState few = new ResumeState(List.of(FILE), new BitSet(), true, 5, 6);
    BitSet all = new BitSet();
    all.set(0, 100_000);
    ResumeState many = new ResumeState(List.of(FILE), all, true, 5, 6);

    assertEquals(few.write(TORRENT, 100_000).length, many.write(TORRENT, 100_000).length);
  }
}
