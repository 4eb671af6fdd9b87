package io.skep.metainfo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.metainfo.Metainfo.Version;
import io.skep.metainfo.TorrentCreator.Created;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TorrentCreatorTest {
  private static final int PIECE = 32 * 1024;

  private final Content content;

  TorrentCreatorTest(@TempDir Path folder) throws IOException {
    content = new Content(Files.createDirectory(folder.resolve("content")));
  }

  private TorrentCreator creator() {
    return TorrentCreator.of(content.folder()).pieceLength(PIECE).threads(3);
  }

  /** What is read again from the whole .torrent. */
  private static Metainfo read(Created created) throws MetainfoException {
    Metainfo metainfo = Metainfo.read(created.torrent());
    assertEquals(metainfo.infoHashes(), created.metainfo().infoHashes());
    assertTrue(metainfo.hashes().isComplete());
    return metainfo;
  }

  private static List<String> paths(Metainfo metainfo) {
    return metainfo.files().stream()
        .filter(file -> file.kind() == TorrentFile.Kind.CONTENT)
        .map(TorrentFile::pathText)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void aFolderIsReadAsItIs(Version version) throws Exception {
    content
        .add("empty", 0)
        .add("one", 1)
        .add("piece", PIECE)
        .add("last piece of 1 byte", 2 * PIECE + 1)
        .add("Ünïcode 名/ещё/😀.bin", 5 * PIECE - 1)
        .add(".hidden", 17 * 1024)
        .add("a/b", 10)
        .add("a.txt", 11);
    Metainfo metainfo = read(creator().version(version).create());
    assertEquals(version, metainfo.version());
    assertEquals("content", metainfo.name());
    assertEquals(PIECE, metainfo.pieceLength());
    assertEquals(content.length(), metainfo.length());
    assertEquals(content.length(), metainfo.layout().contentLength());
    assertEquals(
        List.of(
            "content/.hidden",
            "content/a/b",
            "content/a.txt",
            "content/empty",
            "content/last piece of 1 byte",
            "content/one",
            "content/piece",
            "content/Ünïcode 名/ещё/😀.bin"),
        paths(metainfo));
    new Verifier(metainfo, content::bytes).verify();
  }

  @ParameterizedTest
  @CsvSource({"V1, 1", "V2, 1", "HYBRID, 1", "V1, 70001", "V2, 70001", "HYBRID, 70001"})
  void aFileIsReadAsItIs(Version version, int length) throws Exception {
    content.add("single.bin", length);
    Metainfo metainfo =
        read(TorrentCreator.of(content.folder().resolve("single.bin")).version(version).create());
    assertEquals("single.bin", metainfo.name());
    assertEquals(List.of("single.bin"), paths(metainfo));
    assertEquals(1, metainfo.files().size(), "a single file needs no padding");
    assertEquals(16 * 1024, metainfo.pieceLength());
    byte[] bytes = Files.readAllBytes(content.folder().resolve("single.bin"));
    new Verifier(metainfo, file -> bytes).verify();
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void thousandsOfFilesAreReadAsTheyAre(Version version) throws Exception {
    for (int i = 0; i < 2000; i++) {
      content.add("folder " + i % 7 + "/file " + i, i % 50);
    }
    Metainfo metainfo = read(creator().version(version).create());
    assertEquals(2000, paths(metainfo).size());
    new Verifier(metainfo, content::bytes).verify();
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void piecesMayBeLongerThanAllBuffers(Version version) throws Exception {
    content.add("a", 1_500_000).add("b", 3_000_001);
    Metainfo metainfo = read(creator().version(version).pieceLength(2 << 20).create());
    new Verifier(metainfo, content::bytes).verify();
  }

  @Test
  void saysAllThatItWasTold() throws Exception {
    content.add("a", 1);
    Metainfo metainfo =
        read(
            creator()
                .trackers(List.of(List.of("http://a/announce", "udp://b:1"), List.of("wss://c")))
                .webSeeds(List.of("http://w/"))
                .isPrivate(true)
                .name("other name")
                .source("S")
                .license("CC-BY-4.0")
                .comment("für alle")
                .createdBy("Skep/1")
                .creationDate(OptionalLong.of(1_700_000_000))
                .create());
    assertEquals(
        List.of(List.of("http://a/announce", "udp://b:1"), List.of("wss://c")),
        metainfo.trackers());
    assertEquals(List.of("http://w/"), metainfo.webSeeds());
    assertTrue(metainfo.isPrivate());
    assertEquals("other name", metainfo.name());
    assertEquals(List.of("other name/a"), paths(metainfo));
    assertEquals("S", metainfo.source());
    assertEquals("CC-BY-4.0", metainfo.license());
    assertEquals("für alle", metainfo.comment());
    assertEquals("Skep/1", metainfo.createdBy());
    assertEquals(OptionalLong.of(1_700_000_000), metainfo.creationDate());
  }

  @Test
  void saysNothingThatItWasNotTold() throws Exception {
    content.add("a", 1);
    Metainfo metainfo = read(creator().create());
    assertEquals(Version.V1, metainfo.version());
    assertEquals(List.of(), metainfo.trackers());
    assertEquals(List.of(), metainfo.webSeeds());
    assertFalse(metainfo.isPrivate());
    assertNull(metainfo.source());
    assertNull(metainfo.license());
    assertNull(metainfo.comment());
    assertNull(metainfo.createdBy());
    assertTrue(metainfo.creationDate().isEmpty());
  }

  @Test
  void theSameContentMakesTheSameFile() throws Exception {
    content.add("a", 100_000).add("b/c", 200_000);
    byte[] first = creator().version(Version.HYBRID).threads(1).create().torrent();
    assertArrayEquals(first, creator().version(Version.HYBRID).threads(7).create().torrent());
  }

  @Test
  void whatGivesAnInfoHashOfItsOwn() throws Exception {
    content.add("a", 1);
    List<Object> hashes = new ArrayList<>();
    hashes.add(creator().create().metainfo().infoHashes());
    hashes.add(creator().source("x").create().metainfo().infoHashes());
    hashes.add(creator().license("x").create().metainfo().infoHashes());
    hashes.add(creator().isPrivate(true).create().metainfo().infoHashes());
    assertEquals(4, hashes.stream().distinct().count());
    assertEquals(hashes.get(0), creator().comment("x").create().metainfo().infoHashes());
  }

  @Test
  void leavesOutWhatIsNotContentAndSaysSo() throws Exception {
    content.add("a", 1).add(".content-0123abcd.skep", 9).add("x.torrent", 5).add("b.skep", 3);
    Files.createSymbolicLink(content.folder().resolve("link"), Path.of("a"));
    Files.createSymbolicLink(content.folder().resolve("loop"), content.folder());
    Created created = creator().output(content.folder().resolve("x.torrent")).create();
    assertEquals(List.of("content/a", "content/b.skep"), paths(read(created)));
    assertEquals(
        List.of(
            "left out 'content/.content-0123abcd.skep': a state file of Skep's",
            "left out 'content/link': a symbolic link",
            "left out 'content/loop': a symbolic link",
            "left out 'content/x.torrent': where the torrent goes"),
        created.notes());
  }

  @Test
  void aLinkMayLeadToTheSource() throws Exception {
    content.add("a", 1);
    Path link = content.folder().resolveSibling("link");
    Files.createSymbolicLink(link, content.folder());
    assertEquals(List.of("link/a"), paths(read(TorrentCreator.of(link).create())));
  }

  @Test
  void refusesWhatHasNothingInIt() throws Exception {
    content.add("a", 0);
    assertEquals(
        "there is nothing to share: no file with anything in it",
        assertThrows(MetainfoException.class, () -> creator().create()).reason());
    Path missing = content.folder().resolve("missing");
    assertEquals(
        "'" + missing + "' does not exist",
        assertThrows(IOException.class, () -> TorrentCreator.of(missing).create()).getMessage());
  }

  @Test
  void refusesNamesThatNobodyWouldTake() throws Exception {
    content.add("a\nb", 1);
    assertEquals(
        "a file's name 'a\uFFFDb' has a control character",
        assertThrows(MetainfoException.class, () -> creator().create()).reason());
    assertThrows(MetainfoException.class, () -> creator().name("..").create());
  }

  @Test
  void refusesWhatVersion2CannotTellApart() throws Exception {
    content.add("content", 1);
    assertEquals(List.of("content/content"), paths(read(creator().create())));
    for (Version version : List.of(Version.V2, Version.HYBRID)) {
      MetainfoException refused =
          assertThrows(MetainfoException.class, () -> creator().version(version).create());
      assertTrue(refused.reason().startsWith("version 2 cannot tell"), refused.reason());
    }
  }

  @Test
  void refusesPieceLengthsThatNobodyTakes() {
    for (long length : new long[] {0, -1, 1, 8192, 16385, 3 << 14, 1L << 31}) {
      assertThrows(IllegalArgumentException.class, () -> creator().pieceLength(length));
    }
  }

  @Test
  void refusesMorePiecesThanAreRead() throws Exception {
    try (RandomAccessFile sparse =
        new RandomAccessFile(content.folder().resolve("huge").toFile(), "rw")) {
      sparse.setLength(((long) PieceLayout.MAX_PIECES << 14) + 1);
    }
    assertEquals(
        "the torrent has more than 2097152 pieces",
        assertThrows(MetainfoException.class, () -> creator().pieceLength(1 << 14).create())
            .reason());
  }

  /** It changes once hashing has begun, which the first word of progress says. */
  @Test
  void refusesASourceThatChangesMeanwhile() throws Exception {
    content.add("a", 5_000_000).add("b", 1);
    Path changing = content.folder().resolve("b");
    List<TorrentCreator.Progress> changes =
        List.of(
            (hashed, total) -> write(changing, new byte[2]),
            (hashed, total) -> touch(changing),
            (hashed, total) -> delete(changing));
    for (TorrentCreator.Progress change : changes) {
      write(changing, new byte[1]);
      IOException refused =
          assertThrows(IOException.class, () -> creator().progress(change).create());
      assertEquals(
          "'" + changing + "' has changed while it was being read; try again",
          refused.getMessage());
    }
  }

  private static void write(Path file, byte[] bytes) {
    assertDone(() -> Files.write(file, bytes));
  }

  private static void touch(Path file) {
    assertDone(() -> Files.setLastModifiedTime(file, FileTime.fromMillis(1)));
  }

  private static void delete(Path file) {
    assertDone(() -> Files.deleteIfExists(file));
  }

  private static void assertDone(org.junit.jupiter.api.function.Executable work) {
    org.junit.jupiter.api.Assertions.assertDoesNotThrow(work);
  }

  @Test
  void tellsHowFarItIs() throws Exception {
    content.add("a", 3_000_000).add("b", 17);
    List<Long> told = new ArrayList<>();
    creator()
        .progress(
            (hashed, total) -> {
              assertEquals(content.length(), total);
              told.add(hashed);
            })
        .create();
    assertEquals(told.stream().sorted().toList(), told);
    assertEquals(content.length(), told.get(told.size() - 1));
  }

  /** Interrupted before it begins to wait, it ends instead of hashing a tebibyte of zeros. */
  @Test
  void anInterruptCancelsIt() throws Exception {
    try (RandomAccessFile sparse =
        new RandomAccessFile(content.folder().resolve("huge").toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    TorrentCreator creator =
        TorrentCreator.of(content.folder())
            .progress((hashed, total) -> Thread.currentThread().interrupt());
    assertThrows(InterruptedException.class, creator::create);
    assertFalse(Thread.interrupted());
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("skep-hash")) {
        // Its work has ended; it needs a moment more to end itself.
        thread.join(10_000);
        assertFalse(thread.isAlive(), "it goes on reading");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 16384",
    "32768000, 16384",
    "32768001, 32768",
    "1073741824, 1048576",
    "107374182400, 16777216",
    "1099511627776, 16777216",
    "1125899906842624, 536870912"
  })
  void choosesPiecesAsOthersDo(long length, int pieceLength) {
    assertEquals(pieceLength, PieceLengths.choose(length));
  }
}
