package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.skep.bencode.BencodeWriter;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.PieceLayout;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every kind of torrent has in common, with pieces that run over files of odd lengths. */
class PieceStorageTest {
  private static final int PIECE = 64 * 1024;

  private final Random random = new Random(1);
  private final Path folder;

  PieceStorageTest(@TempDir Path folder) {
    this.folder = folder;
  }

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

  @ParameterizedTest
  @EnumSource
  void takesBlocksOfAnyLength(TestContent.Format format) throws Exception {
    TestContent content = content(format, random);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(false);
      for (int piece : shuffled(content.count())) {
        byte[] bytes = content.piece(piece);
        int cut = 1 + random.nextInt(bytes.length);
        int other = random.nextInt(cut);
        storage.write(piece, cut, Arrays.copyOfRange(bytes, cut, bytes.length));
        storage.write(piece, 0, Arrays.copyOfRange(bytes, 0, other));
        storage.write(piece, other, Arrays.copyOfRange(bytes, other, cut));
        assertTrue(storage.verify(piece).isGood(), "piece " + piece);
      }
      storage.stop();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRightBlockThatIsOverwrittenIsNotRemembered(TestContent.Format format) throws Exception {
    TestContent content = content(format, random);
    int piece = content.count() - 1;
    byte[] good = content.piece(piece);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(false);
      storage.write(piece, good, random);
      // Written and hashed before the next comes.
      storage.call(() -> storage.storage().blockDigests(piece));
      storage.write(piece, 0, new byte[RunningStorage.BLOCK]);
      assertFalse(storage.verify(piece).isGood());
      storage.write(piece, 0, Arrays.copyOf(good, RunningStorage.BLOCK));
      assertTrue(storage.verify(piece).isGood());
      storage.stop();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWrongBlockThatIsOverwrittenIsNotRemembered(TestContent.Format format) throws Exception {
    TestContent content = content(format, random);
    int piece = content.count() - 1;
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(false);
      storage.write(piece, 0, new byte[2 * RunningStorage.BLOCK]);
      storage.call(() -> storage.storage().blockDigests(piece));
      storage.write(piece, content.piece(piece), random);
      assertTrue(storage.verify(piece).isGood());
      storage.stop();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLateBlockCannotSpoilAPiece(TestContent.Format format) throws Exception {
    TestContent content = content(format, random);
    byte[] good = content.piece(3);
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      storage.open(false);
      storage.write(3, good, random);
      Verdict verdict =
          storage.call(
              () -> {
                Future<Verdict> verifying = storage.storage().verify(3);
                // The piece is not known to be good yet, so this goes the way of every block.
                storage.storage().write(3, 0, Unpooled.directBuffer().writeZero(good.length));
                return storage.storage().blockDigests(3).compose(digests -> verifying);
              });
      assertTrue(verdict.isGood());
      storage.write(3, 0, new byte[good.length]);
      storage.call(() -> storage.storage().blockDigests(3));
      assertArrayEquals(good, storage.read(3, 0, good.length));
      storage.stop();
    }
  }

  @Test
  void aPeersBytesForPaddingAreOfNoConsequence() throws Exception {
    // Two files of 10 bytes, each with 90 bytes of padding behind it, in one piece.
    byte[] piece = new byte[200];
    Arrays.fill(piece, 0, 10, (byte) 1);
    Arrays.fill(piece, 100, 110, (byte) 2);
    BencodeWriter torrent = new BencodeWriter(1000).beginDictionary();
    torrent.key("info").beginDictionary().key("files").beginList();
    for (String name : List.of("a", "b")) {
      torrent.beginDictionary().key("length").integer(10).key("path").beginList();
      torrent.string(name).end().end();
      torrent.beginDictionary().key("attr").string("p").key("length").integer(90);
      torrent.key("path").beginList().string("pad").end().end();
    }
    torrent.end().key("name").string("content").key("piece length").integer(200);
    torrent.key("pieces").bytes(TestContent.hash("SHA-1", piece)).end().end();
    Metainfo metainfo = Metainfo.read(torrent.toByteArray());
    assertEquals(110, metainfo.layout().length(0));
    assertEquals(200, metainfo.layout().hashedLength(0));
    try (RunningStorage storage = new RunningStorage(metainfo, folder, FileChannel::open)) {
      storage.open(false);
      byte[] sent = Arrays.copyOf(piece, 110);
      Arrays.fill(sent, 10, 100, (byte) 7);
      storage.write(0, 0, sent);
      assertTrue(storage.verify(0).isGood());
      assertArrayEquals(Arrays.copyOf(piece, 110), storage.read(0, 0, 110));
      storage.stop();
    }
    try (var files = Files.list(folder.resolve("content"))) {
      assertEquals(2, files.count());
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsZerosWhereTheyBelongOnly(TestContent.Format format) throws Exception {
    SortedMap<String, byte[]> files = new TreeMap<>(content(format, random).files());
    // Zeros throughout, at the beginning of a piece, at its end, and in files of other lengths.
    files.put("d/e/f", new byte[200_001]);
    Arrays.fill(files.get("h"), 0, PIECE + 5000, (byte) 0);
    Arrays.fill(files.get("h"), 3 * PIECE - 5000, 3 * PIECE, (byte) 0);
    files.put("i", new byte[16 * 1024]);
    files.put("j", new byte[17]);
    files.put("k", new byte[4 * PIECE]);
    TestContent content = TestContent.ofFiles(format, PIECE, files);
    content.writeTo(folder);
    BitSet all = new BitSet();
    all.set(0, content.count());
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      assertEquals(all, storage.open(true));
      storage.stop();
    }
    Files.delete(content.state(folder));
    Files.write(TestContent.path(folder, "c/one"), new byte[100_000]);
    Files.write(TestContent.path(folder, "h"), new byte[3 * PIECE]);
    BitSet right = new BitSet();
    for (int piece = 0; piece < content.count(); piece++) {
      right.set(piece, isThere(content, piece));
    }
    assertTrue(right.cardinality() < content.count());
    try (RunningStorage storage = new RunningStorage(content, folder)) {
      assertEquals(right, storage.open(true));
      storage.stop();
    }
  }

  /** Reads a piece from the files themselves. */
  private boolean isThere(TestContent content, int piece) throws IOException {
    PieceLayout layout = content.metainfo().layout();
    byte[] found = new byte[layout.length(piece)];
    int index = 0;
    for (PieceLayout.Span span : layout.spans(piece, 0, found.length)) {
      if (!span.isPadding()) {
        byte[] file =
            Files.readAllBytes(
                folder.resolve(
                    String.join("/", content.metainfo().files().get(span.file()).path())));
        System.arraycopy(file, (int) span.offset(), found, index, span.length());
      }
      index += span.length();
    }
    return Arrays.equals(content.piece(piece), found);
  }
}
