package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on a disk, and the words for it. */
class StorageFailuresTest {
  private static final int PIECE = 64 * 1024;

  private final Random random = new Random(3);
  private final TestContent content =
      TestContent.of(
          TestContent.Format.V1,
          PIECE,
          new TreeMap<>(Map.of("a", 3 * PIECE, "b/c", 2 * PIECE)),
          random);

  private final Path folder;

  StorageFailuresTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static StorageException failure(Executable action) {
    return assertInstanceOf(
        StorageException.class, assertThrows(ExecutionException.class, action).getCause());
  }

  /** Why the content cannot be opened for a download. */
  private String refusal() throws Exception {
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      String words = failure(() -> storage.open(false)).words();
      storage.stop();
      return words;
    }
  }

  @Test
  void aDiskThatRunsFull() throws Exception {
    AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    try (RunningStorage storage =
        new RunningStorage(
            content.metainfo(), folder, FullDisk.opener(room, content.state(folder)))) {
      storage.open(false);
      room.set(PIECE + PIECE / 2);
      storage.write(0, content.piece(0), random);
      assertTrue(storage.verify(0).isGood());
      storage.write(1, content.piece(1), random);
      StorageException failure = failure(() -> storage.verify(1));
      assertEquals(
          "cannot write " + TestContent.path(folder, "a") + ": the disk is full", failure.words());
      Waiting.until(() -> storage.failures().size() == 1);
      assertEquals(failure, storage.failures().get(0));
      storage.write(2, content.piece(2), random);
      assertArrayEquals(content.piece(0), storage.read(0, 0, PIECE));
      storage.stop();
      for (ByteBuf buffer : storage.buffers()) {
        assertEquals(0, buffer.refCnt());
      }
      assertEquals(0, storage.storage().queuedBytes());
    }
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      assertTrue(storage.open(false).get(0), "what was verified is still there");
      assertTrue(storage.progress().isEmpty(), "and is known without a check");
      storage.stop();
    }
  }

  @Test
  void aRealDiskThatRunsFull() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("small"));
    Process mounting =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=200k", "skep", mount.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Only root may; the test above has the same in all but the kernel's part.
    Assumptions.assumeTrue(mounting.waitFor() == 0, "no file system can be mounted here");
    try (RunningStorage storage = new RunningStorage(content, mount)) {
      storage.open(false);
      int written = 0;
      try {
        while (true) {
          storage.write(written, content.piece(written), random);
          assertTrue(storage.verify(written).isGood());
          written++;
        }
      } catch (ExecutionException e) {
        assertTrue(
            assertInstanceOf(StorageException.class, e.getCause())
                .words()
                .endsWith(": the disk is full"));
      }
      storage.stop();
      try (RunningStorage next = new RunningStorage(content, mount)) {
        BitSet expected = new BitSet();
        expected.set(0, written);
        assertEquals(expected, next.open(false));
        assertTrue(next.progress().isEmpty(), "the state was written on a full disk");
        next.stop();
      }
    } finally {
      assertEquals(0, new ProcessBuilder("umount", mount.toString()).start().waitFor());
    }
  }

  @Test
  void aFileThatIsCutOffWhileItIsSeeded() throws Exception {
    content.writeTo(folder);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      assertEquals(content.count(), storage.open(true).cardinality());
      Path file = TestContent.path(folder, "a");
      try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
        cut.setLength(2 * PIECE + 1);
      }
      assertEquals(
          file + " is shorter than the torrent says: it was cut off",
          failure(() -> storage.read(2, 0, RunningStorage.BLOCK)).words());
      assertFalse(storage.storage().has(2));
      assertTrue(storage.storage().has(1));
      assertArrayEquals(content.piece(1), storage.read(1, 0, PIECE));
      storage.stop();
    }
  }

  @Test
  void aFileThatIsGoneWhileItIsSeeded() throws Exception {
    content.writeTo(folder);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(true);
      storage.stop();
    }
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      assertEquals(content.count(), storage.open(true).cardinality());
      Path file = TestContent.path(folder, "b/c");
      Files.delete(file);
      assertEquals(
          file + " is missing", failure(() -> storage.read(3, 0, RunningStorage.BLOCK)).words());
      assertFalse(storage.storage().has(3));
      storage.stop();
    }
  }

  @Test
  void whatIsNotThereIsNotRead() throws Exception {
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      assertEquals(
          "the files of the torrent are not open", failure(() -> storage.read(0, 0, 1)).words());
      storage.open(false);
      assertEquals("piece 4 is not there", failure(() -> storage.read(4, 0, 1)).words());
      storage.stop();
      assertEquals(
          "the files of the torrent are not open", failure(() -> storage.verify(0)).words());
    }
  }

  @Test
  void aFolderWhereAFileShouldBe() throws Exception {
    Path file = TestContent.path(folder, "a");
    Files.createDirectories(file);

    assertEquals(file + " is a folder where the torrent has a file", refusal());
  }

  @Test
  void aFileWhereAFolderShouldBe() throws Exception {
    Path parent = TestContent.path(folder, "b");
    Files.createDirectories(parent.getParent());
    Files.createFile(parent);

    assertEquals(parent + " is a file where the torrent has a folder", refusal());
  }

  @Test
  void aFileInThePlaceOfTheDownloadFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    try (RunningStorage storage = new RunningStorage(content, file)) {
      assertEquals(
          file + " is a file where a folder is needed", failure(() -> storage.open(false)).words());
      storage.stop();
    }
  }

  @Test
  void aSeedNeedsItsFolder() throws Exception {
    Path missing = folder.resolve("missing");
    try (RunningStorage storage = new RunningStorage(content, missing)) {
      assertEquals(missing + " is no folder", failure(() -> storage.open(true)).words());
      storage.stop();
    }
    assertFalse(Files.exists(missing));
  }

  @Test
  void aFolderThatMayOnlyBeRead() throws Exception {
    content.writeTo(folder);
    try {
      assertTrue(folder.toFile().setWritable(false));
      Assumptions.assumeFalse(Files.isWritable(folder), "this user may write everywhere");
      assertEquals("cannot open " + content.state(folder) + ": permission denied", refusal());
      try (RunningStorage storage = new RunningStorage(content, folder)) {
        assertEquals(content.count(), storage.open(true).cardinality());
        assertArrayEquals(content.piece(4), storage.read(4, 0, PIECE));
        storage.stop();
      }
    } finally {
      assertTrue(folder.toFile().setWritable(true));
    }
  }

  /** As in a read-only folder, for a user who may write everywhere. */
  @Test
  void aSeedDoesWithoutAStateFile() throws Exception {
    content.writeTo(folder);
    Files.createDirectory(content.state(folder));
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      assertEquals(content.count(), storage.open(true).cardinality());
      assertArrayEquals(content.piece(4), storage.read(4, 0, PIECE));
      storage.stop(1, 2);
    }
    assertTrue(refusal().startsWith("cannot open " + content.state(folder)));
  }

  @Test
  void aSymbolicLinkInThePlaceOfAFileIsNotWrittenThrough() throws Exception {
    Path victim = Files.write(folder.resolve("victim"), new byte[] {1});
    Path file = TestContent.path(folder, "a");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, victim);

    assertEquals(file + " is a symbolic link, which is not written through", refusal());
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(victim));
  }

  @Test
  void aSymbolicLinkThatIsPutInThePlaceOfAFileLaterIsNotWrittenThrough() throws Exception {
    Path victim = Files.write(folder.resolve("victim"), new byte[] {1});
    Path file = TestContent.path(folder, "a");
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(false);
      Files.delete(file);
      Files.createSymbolicLink(file, victim);
      storage.write(0, content.piece(0), random);
      assertEquals(
          "cannot write " + file + ": it is a symbolic link, and no link is followed there",
          failure(() -> storage.verify(0)).words());
      storage.stop();
    }
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(victim));
  }

  @Test
  void aSymbolicLinkOutOfTheFolderIsRefused() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("downloads"));
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path link = TestContent.path(inside, "b");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, outside);
    try (RunningStorage storage = new RunningStorage(content, inside)) {
      assertEquals(
          link + " is a symbolic link that leads out of the download folder",
          failure(() -> storage.open(false)).words());
      storage.stop();
    }
    try (var files = Files.list(outside)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aSymbolicLinkWithinTheFolderIsFollowed() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = TestContent.path(folder, "b");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, elsewhere);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(false);
      storage.stop();
    }
    assertEquals(2 * PIECE, Files.size(elsewhere.resolve("c")));
  }

  @Test
  void aSeedReadsThroughLinks() throws Exception {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    content.writeTo(kept);
    Path seeded = Files.createDirectory(folder.resolve("seeded"));
    Files.createSymbolicLink(seeded.resolve("content"), kept.resolve("content"));
    try (RunningStorage storage = new RunningStorage(content, seeded)) {
      assertEquals(content.count(), storage.open(true).cardinality());
      storage.stop();
    }
  }

  @Test
  void somethingElseThanAFile() throws Exception {
    Path file = TestContent.path(folder, "a");
    Files.createDirectories(file.getParent());
    Assumptions.assumeTrue(isMade("mkfifo", file.toString()), "no pipes can be made here");

    // To open it would wait for a writer for ever.
    assertEquals(file + " is no regular file", refusal());
  }

  private static boolean isMade(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
