package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every kind of torrent has in common, with pieces that run over files of odd lengths. */
class PieceStorageTest {
  private static final int PIECE = 64 * 1024;

  private final Random random = new Random(1);
  @TempDir private Path folder;

  static TestContent content(TestContent.Format format, Random random) {
    return TestContent.of(
        format,
        PIECE,
        new TreeMap<>(
            Map.of(
                "a", 1,
                "b", 0,
                "c/one", 100_000,
                "c/two", 64 * 1024,
                "d/e/f", 200_001,
                "g", 16 * 1024,
                "h", 3 * PIECE)),
        random);
  }

  @ParameterizedTest
  @EnumSource
  void writesAndReadsBack(TestContent.Format format) throws Exception {
    TestContent content = content(format, random);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      assertEquals(new BitSet(), storage.open(false));
      for (int piece : shuffled(content.count())) {
        storage.write(piece, content.piece(piece), random);
        assertTrue(storage.verify(piece).isGood(), "piece " + piece);
      }
      for (int piece : shuffled(content.count())) {
        assertArrayEquals(
            content.piece(piece), storage.read(piece, 0, content.piece(piece).length));
        int begin = random.nextInt(content.piece(piece).length);
        int end = begin + 1 + random.nextInt(content.piece(piece).length - begin);
        assertArrayEquals(
            Arrays.copyOfRange(content.piece(piece), begin, end),
            storage.read(piece, begin, end - begin));
      }
      storage.stop();
      for (ByteBuf buffer : storage.buffers()) {
        assertEquals(0, buffer.refCnt());
      }
      assertEquals(0, storage.storage().queuedBytes());
    }
    for (Map.Entry<String, byte[]> file : content.files().entrySet()) {
      assertArrayEquals(
          file.getValue(), Files.readAllBytes(TestContent.path(folder, file.getKey())));
    }
  }

  private List<Integer> shuffled(int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, random);
    return numbers;
  }

  @ParameterizedTest
  @EnumSource
  void findsACorruptBlockAndWhichItIs(TestContent.Format format) throws Exception {
    TestContent content = content(format, random);
    int piece = content.count() - 2;
    byte[] good = content.piece(piece);
    byte[] bad = good.clone();
    bad[RunningStorage.BLOCK + 5] ^= 1;
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(false);
      storage.write(piece, bad, random);
      Verdict verdict = storage.verify(piece);
      assertFalse(verdict.isGood());
      assertFalse(storage.storage().has(piece));
      storage.write(
          piece,
          RunningStorage.BLOCK,
          Arrays.copyOfRange(good, RunningStorage.BLOCK, 2 * RunningStorage.BLOCK));
      assertTrue(storage.verify(piece).isGood());
      List<byte[]> digests = storage.call(() -> storage.storage().blockDigests(piece));
      assertEquals(verdict.blockDigests().size(), digests.size());
      for (int block = 0; block < digests.size(); block++) {
        assertEquals(
            block != 1, Arrays.equals(digests.get(block), verdict.blockDigests().get(block)));
      }
      storage.stop();
    }
  }
}
