package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the storage keeps in memory and open, and how it ends when it is busy. */
class StorageBoundsTest {
  private final Random random = new Random(4);
  private final Path folder;

  StorageBoundsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private TestContent oneFile(int pieceLength, int length) {
    return TestContent.of(
        TestContent.Format.V1, pieceLength, new TreeMap<>(Map.of("a", length)), random);
  }

  private static void assertReleased(RunningStorage storage) {
    for (ByteBuf buffer : storage.buffers()) {
      assertEquals(0, buffer.refCnt());
    }
  }

  @Test
  void holdsTheNetworkBackWhileTheDiskIsSlow() throws Exception {
    TestContent content = oneFile(8 << 20, 40 << 20);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(false);
      CountDownLatch stuck = new CountDownLatch(1);
      storage.occupyWorkers(stuck);
      AtomicInteger drained = new AtomicInteger();
      storage.storage().onDrained(drained::incrementAndGet);
      long written = 0;
      for (int piece = 0; piece < content.count(); piece++) {
        storage.write(piece, content.piece(piece), new Random(1));
        written += content.piece(piece).length;
        assertEquals(written, storage.storage().queuedBytes());
        assertEquals(written > WriteBacklog.HIGH, storage.storage().isFull());
      }
      assertEquals(0, drained.get());
      stuck.countDown();
      Waiting.until(() -> drained.get() == 1);
      for (int piece = 0; piece < content.count(); piece++) {
        assertTrue(storage.verify(piece).isGood());
      }
      assertEquals(0, storage.storage().queuedBytes());
      assertFalse(storage.storage().isFull());
      assertEquals(1, drained.get());
      storage.stop();
      assertReleased(storage);
    }
  }

  @Test
  void blocksOfManyUnfinishedPiecesAreWrittenToo() throws Exception {
    TestContent content = oneFile(64 * 1024, 30 << 20);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(false);
      for (int piece = 0; piece < content.count(); piece++) {
        storage.write(piece, 0, Arrays.copyOf(content.piece(piece), RunningStorage.BLOCK));
      }
      Waiting.until(() -> storage.storage().queuedBytes() <= PieceWrites.MAX_HELD);
      storage.stop();
      assertEquals(0, storage.storage().queuedBytes());
      assertReleased(storage);
    }
  }

  @Test
  void readsOncePerWindow() throws Exception {
    TestContent content = oneFile(1 << 20, 3 << 20);
    content.writeTo(folder);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(true);
      storage.read(1, 0, RunningStorage.BLOCK);
      CountDownLatch stuck = new CountDownLatch(1);
      storage.occupyWorkers(stuck);
      for (int begin = 0; begin < ReadWindows.WINDOW_LENGTH; begin += RunningStorage.BLOCK) {
        assertArrayEquals(
            Arrays.copyOfRange(content.piece(1), begin, begin + RunningStorage.BLOCK),
            storage.read(1, begin, RunningStorage.BLOCK));
      }
      stuck.countDown();
      storage.stop();
      assertReleased(storage);
    }
  }

  @Test
  void forgetsWhatWasReadLongAgo() throws Exception {
    TestContent content = oneFile(1 << 20, 40 << 20);
    content.writeTo(folder);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(true);
      for (int piece = 0; piece < content.count(); piece++) {
        assertArrayEquals(content.piece(piece), storage.readAll(piece, 4));
      }
      CountDownLatch stuck = new CountDownLatch(1);
      storage.occupyWorkers(stuck);
      assertArrayEquals(content.piece(39), storage.readAll(39, 4));
      Future<byte[]> old = storage.call(() -> Future.succeededFuture(storage.reading(0, 0, 1)));
      assertFalse(old.isComplete());
      stuck.countDown();
      assertArrayEquals(Arrays.copyOf(content.piece(0), 1), Waiting.forResult(old));
      storage.stop();
      assertReleased(storage);
    }
  }

  @Test
  void twoThousandFiles() throws Exception {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    for (int i = 0; i < 2000; i++) {
      lengths.put("folder " + i % 40 + "/file " + i, i % 70);
    }
    TestContent content = TestContent.of(TestContent.Format.V1, 16 * 1024, lengths, random);
    AtomicInteger open = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ChannelOpener opener =
        (path, options) -> {
          most.accumulateAndGet(open.incrementAndGet(), Math::max);
          return new CountedFile(FileChannel.open(path, options), open);
        };
    try (RunningStorage storage = new RunningStorage(content.metainfo(), folder, opener)) {
      storage.open(false);
      for (int piece = content.count() - 1; piece >= 0; piece--) {
        storage.write(piece, content.piece(piece), random);
        assertTrue(storage.verify(piece).isGood());
      }
      storage.stop();
    }
    assertEquals(0, open.get());
    assertTrue(most.get() <= OpenFiles.MAX_OPEN + 4, "open at once: " + most);
    for (Map.Entry<String, byte[]> file : content.files().entrySet()) {
      assertArrayEquals(
          file.getValue(), Files.readAllBytes(TestContent.path(folder, file.getKey())));
    }
  }

  @Test
  void tellsHowFarACheckIs() throws Exception {
    TestContent content = oneFile(16 * 1024, 20 << 20);
    content.writeTo(folder);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      assertEquals(content.count(), storage.open(true).cardinality());
      long before = 0;
      for (long[] progress : storage.progress()) {
        assertTrue(progress[0] > before);
        assertEquals(20 << 20, progress[1]);
        before = progress[0];
      }
      assertEquals(20 << 20, before);
      assertTrue(storage.progress().size() > 50 && storage.progress().size() < 300);
      storage.stop();
    }
  }

  @Test
  void aCheckEndsEarlyWhenItIsClosed() throws Exception {
    TestContent content = oneFile(16 * 1024, 20 << 20);
    content.writeTo(folder);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      CountDownLatch stuck = new CountDownLatch(1);
      storage.occupyWorkers(stuck);
      Future<BitSet> opening =
          storage.call(
              () -> Future.succeededFuture(storage.storage().open(false, (checked, total) -> {})));
      Future<Void> closing =
          storage.call(() -> Future.succeededFuture(storage.storage().close(0, 0)));
      stuck.countDown();
      Waiting.forResult(closing);
      assertTrue(opening.failed());
    }
    assertEquals(0, Files.size(content.state(folder)), "what was not checked is not vouched for");
  }
}
