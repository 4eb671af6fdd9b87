package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a later run knows of an earlier one. */
class ResumeTest {
  private static final int PIECE = 32 * 1024;

  private final Random random = new Random(2);
  private final TestContent content =
      TestContent.of(
          TestContent.Format.V1,
          PIECE,
          new TreeMap<>(Map.of("a", 100_000, "b/empty", 0, "b/tiny", 1, "c", 150_001)),
          random);

  private final Path folder;

  ResumeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static BitSet pieces(int... numbers) {
    BitSet pieces = new BitSet();
    Arrays.stream(numbers).forEach(pieces::set);
    return pieces;
  }

  private BitSet all() {
    BitSet all = new BitSet();
    all.set(0, content.count());
    return all;
  }

  /** Downloads these pieces and stops in order. */
  private void download(BitSet pieces) throws Exception {
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(false);
      write(storage, pieces);
      storage.stop(11, 22);
    }
  }

  private void write(RunningStorage storage, BitSet pieces) throws Exception {
    for (int piece : pieces.stream().toArray()) {
      storage.write(piece, content.piece(piece), random);
      assertTrue(storage.verify(piece).isGood());
    }
  }

  /** What a new run finds, and whether it had to read the content for that. */
  private record Found(BitSet pieces, boolean wasChecked) {}

  private Found found(boolean forSeeding) throws Exception {
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      BitSet pieces = storage.open(forSeeding);
      storage.stop();
      return new Found(pieces, !storage.progress().isEmpty());
    }
  }

  @Test
  void nothingIsCheckedInAnEmptyFolder() throws Exception {
    assertEquals(new Found(pieces(), false), found(false));
    for (Map.Entry<String, byte[]> file : content.files().entrySet()) {
      assertEquals(file.getValue().length, Files.size(TestContent.path(folder, file.getKey())));
    }
  }

  @Test
  void aCleanStopIsBelievedWithoutReading() throws Exception {
    download(pieces(0, 3, 4));
    Path file = TestContent.path(folder, "a");
    FileTime modified = Files.getLastModifiedTime(file);
    try (RandomAccessFile spoiled = new RandomAccessFile(file.toFile(), "rw")) {
      spoiled.write(~spoiled.read());
    }
    Files.setLastModifiedTime(file, modified);

    assertEquals(new Found(pieces(0, 3, 4), false), found(false));
  }

  @Test
  void theNextRunGoesOnAndKeepsTheTotals() throws Exception {
    download(pieces(1));
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      assertEquals(pieces(1), storage.open(false));
      assertEquals(11, storage.storage().uploadedEarlier());
      assertEquals(22, storage.storage().downloadedEarlier());
      assertArrayEquals(content.piece(1), storage.read(1, 0, content.piece(1).length));
      BitSet rest = all();
      rest.clear(1);
      write(storage, rest);
      storage.stop(100, 200);
    }
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      assertEquals(all(), storage.open(true));
      assertEquals(111, storage.storage().uploadedEarlier());
      assertEquals(222, storage.storage().downloadedEarlier());
      assertEquals(List.of(), storage.progress());
      storage.stop();
    }
  }

  @Test
  void aKillIsNoticedAndEverythingChecked() throws Exception {
    download(pieces(2));
    try (RunningStorage killed = new RunningStorage(content, folder)) {
      killed.open(false);
      FileTime before = Files.getLastModifiedTime(TestContent.path(folder, "a"));
      FileTime beforeToo = Files.getLastModifiedTime(TestContent.path(folder, "c"));
      write(killed, pieces(0, 5));
      // This one was never verified, but is right; that one is wrong.
      killed.write(4, content.piece(4), random);
      byte[] wrong = content.piece(6).clone();
      wrong[wrong.length - 1] ^= 1;
      killed.write(6, wrong, random);
      assertFalse(killed.verify(6).isGood());
      killed.call(() -> killed.storage().blockDigests(4));
      // Times alone don't tell: a file system's clock may not have moved on since.
      Files.setLastModifiedTime(TestContent.path(folder, "a"), before);
      Files.setLastModifiedTime(TestContent.path(folder, "c"), beforeToo);
    }
    Path lock = content.state(folder);
    byte[] state = Files.readAllBytes(lock);
    Files.delete(lock);
    Files.write(lock, state);

    assertEquals(new Found(pieces(0, 2, 4, 5), true), found(false));
    assertEquals(new Found(pieces(0, 2, 4, 5), false), found(false));
  }

  @Test
  void aSeedMayBeKilled() throws Exception {
    download(all());
    try (RunningStorage killed = new RunningStorage(content, folder)) {
      assertEquals(all(), killed.open(true));
      killed.call(
          () -> {
            killed.storage().save(5, 0);
            return io.vertx.core.Future.succeededFuture();
          });
    }
    assertEquals(new Found(all(), false), found(true));
  }

  @Test
  void aWholeDownloadThatIsKilledWhileItSeedsIsBelieved() throws Exception {
    byte[] state;
    try (RunningStorage killed = new RunningStorage(content, folder)) {
      killed.open(false);
      write(killed, all());
      // The state is written by a worker; three calls later all of the three were free.
      Waiting.until(() -> isClean(killed));
      state = Files.readAllBytes(content.state(folder));
    }
    Files.delete(content.state(folder));
    Files.write(content.state(folder), state);
    assertEquals(new Found(all(), false), found(false));
  }

  private boolean isClean(RunningStorage storage) {
    try {
      byte[] bytes = Files.readAllBytes(content.state(folder));
      ResumeState state =
          ResumeState.read(bytes, content.metainfo().infoHashes().get(0).bytes(), content.count());
      return state != null && state.isClean() && storage.failures().isEmpty();
    } catch (java.io.IOException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedStateFileIsAsGoodAsNone(Damage damage) throws Exception {
    download(pieces(0, 1));
    byte[] bytes = Files.readAllBytes(content.state(folder));
    Files.write(content.state(folder), damage.of(bytes, random));

    assertEquals(new Found(pieces(0, 1), true), found(false));
  }

  enum Damage {
    EMPTY,
    CUT_OFF,
    ONE_BIT,
    NOISE,
    TOO_LONG,
    OF_ANOTHER_TORRENT;

    byte[] of(byte[] state, Random random) {
      byte[] bytes = state.clone();
      switch (this) {
        case EMPTY -> bytes = new byte[0];
        case CUT_OFF -> bytes = Arrays.copyOf(bytes, bytes.length - 1);
        case ONE_BIT -> bytes[bytes.length - 20] ^= 4;
        case NOISE -> random.nextBytes(bytes);
        case TOO_LONG -> bytes = Arrays.copyOf(bytes, StateFile.MAX_LENGTH + 1);
        case OF_ANOTHER_TORRENT -> bytes = ResumeState.NONE.write(new byte[20], 1);
      }
      return bytes;
    }
  }

  @Test
  void aChangedTimeMeansACheck() throws Exception {
    download(pieces(0, 7));
    Files.setLastModifiedTime(TestContent.path(folder, "a"), FileTime.fromMillis(1_000_000));

    assertEquals(new Found(pieces(0, 7), true), found(false));
  }

  @Test
  void aMissingFileLosesItsPiecesOnly() throws Exception {
    download(all());
    Files.delete(TestContent.path(folder, "c"));

    assertEquals(new Found(pieces(0, 1, 2), true), found(true));
    assertFalse(Files.exists(TestContent.path(folder, "c")), "a seed makes no files");
    assertEquals(new Found(pieces(0, 1, 2), false), found(false));
    assertEquals(150_001, Files.size(TestContent.path(folder, "c")));
  }

  @Test
  void aShorterFileLosesItsEnd() throws Exception {
    download(all());
    try (RandomAccessFile cut =
        new RandomAccessFile(TestContent.path(folder, "c").toFile(), "rw")) {
      cut.setLength(150_000);
    }
    BitSet rest = all();
    rest.clear(content.count() - 1);

    assertEquals(new Found(rest, true), found(true));
  }

  @Test
  void aLongerFileIsRefusedAndKept() throws Exception {
    download(pieces(0));
    Path file = TestContent.path(folder, "c");
    Files.write(file, new byte[150_004]);

    assertEquals(
        file + " is 3 bytes longer than the torrent says: move it away or cut it off",
        failure(() -> found(false)).words());
    assertEquals(150_004, Files.size(file));
  }

  @Test
  void contentThatCameAnotherWayIsFound() throws Exception {
    content.writeTo(folder);

    assertEquals(new Found(all(), true), found(false));
    Files.delete(content.state(folder));
    assertEquals(new Found(all(), true), found(true));
    assertEquals(new Found(all(), false), found(true));
  }

  @Test
  void aSecondDownloadIntoTheSameFilesIsRefused() throws Exception {
    try (RunningStorage first = new RunningStorage(content, folder)) {
      first.open(false);
      try (RunningStorage second = new RunningStorage(content, folder)) {
        StorageException refusal = failure(() -> second.open(false));
        assertEquals(
            content.state(folder)
                + " is locked: another process downloads or seeds this torrent in this folder",
            refusal.words());
        second.stop();
      }
      write(first, pieces(0));
      first.stop();
    }
    assertEquals(new Found(pieces(0), false), found(false));
  }

  @Test
  void seedsShareAFolder() throws Exception {
    download(all());
    try (RunningStorage first = new RunningStorage(content, folder);
        RunningStorage second = new RunningStorage(content, folder)) {
      assertEquals(all(), first.open(true));
      assertEquals(all(), second.open(true));
      assertArrayEquals(content.piece(3), second.read(3, 0, PIECE));
      second.stop();
      first.stop();
    }
  }

  @Test
  void theStateFileIsBesideTheContent() throws Exception {
    download(pieces(0));
    assertTrue(
        new String(Files.readAllBytes(content.state(folder)), StandardCharsets.ISO_8859_1)
            .startsWith("d6:sha25632:"));
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  private static StorageException failure(org.junit.jupiter.api.function.Executable action) {
    return assertInstanceOf(
        StorageException.class, assertThrows(ExecutionException.class, action).getCause());
  }
}
