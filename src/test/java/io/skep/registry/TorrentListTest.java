package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.InfoHash;
import io.skep.metainfo.Metainfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorrentListTest {
  private static final Path TORRENTS = Path.of("src/test/resources/io/skep/metainfo");
  private static final String A = "a".repeat(40);
  private static final String B = "b".repeat(40);
  private static final String C = "c".repeat(40);

  private final Path folder;
  private final Path file;

  TorrentListTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("list");
  }

  private TorrentList list(String text) throws IOException, TorrentListException {
    write(text);
    return TorrentList.open(file);
  }

  private void write(String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean has(TorrentList list, String hex) {
    return list.contains(InfoHash.parse(hex));
  }

  private static String fault(org.junit.jupiter.api.function.Executable work) {
    String message = String.valueOf(assertThrows(TorrentListException.class, work).getMessage());
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void aLineIsAHash() throws Exception {
    TorrentList list = list(A + "\n" + B);

    assertTrue(has(list, A));
    assertTrue(has(list, B), "the last line needs no end");
    assertFalse(has(list, C));
    assertEquals(2, list.size());
    assertEquals(file, list.path());
  }

  @Test
  void remarksBlanksAndCaseDoNotMatter() throws Exception {
    TorrentList list =
        list(
            "\uFEFF# The list\r\n\r\n  "
                + A.toUpperCase(java.util.Locale.ROOT)
                + " The film, für alle\r\n\t"
                + B
                + "\tanother\r\n   \r\n#"
                + C
                + "\r\n"
                + A
                + "\r\n");

    assertTrue(has(list, A));
    assertTrue(has(list, B));
    assertFalse(has(list, C), "a remark");
    assertEquals(2, list.size(), "the same hash twice is one");
  }

  @Test
  void aMarkBeforeTheFirstHashDoesNotMatter() throws Exception {
    assertTrue(has(list("\uFEFF" + A), A));
  }

  @Test
  void aHashOfVersionTwoGoesByItsBeginning() throws Exception {
    TorrentList list = list("0123456789abcdef".repeat(4));

    assertTrue(has(list, "0123456789abcdef0123456789abcdef01234567"));
    assertEquals(1, list.size());
  }

  @Test
  void anEmptyListIsEmpty() throws Exception {
    assertEquals(0, list("# nothing yet\n").size());
  }

  @ParameterizedTest
  @CsvSource({
    "aa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaag",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaag",
    "magnet:?xt=urn:btih:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  })
  void aLineThatIsNoHashIsNamed(String line) throws IOException {
    write("# one\n" + A + "\n" + line + "\n");

    assertEquals(
        file + " line 3: an info-hash has 40 or 64 hexadecimal digits",
        fault(() -> TorrentList.open(file)));
  }

  @Test
  void aListThatIsNotThereIsNamed() {
    assertEquals(
        "can't read the list of torrents " + file + ": there is no such file",
        fault(() -> TorrentList.open(file)));
  }

  @Test
  void aChangeIsReadAndNothingElse() throws Exception {
    TorrentList list = list(A);
    assertFalse(list.reload(), "nothing has changed");

    write(A + "\n" + B);
    assertTrue(list.reload());
    assertTrue(has(list, B));
    assertFalse(list.reload(), "nothing has changed since");

    // The same length, so that only the time tells.
    write(A + "\n" + C);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1)));
    assertTrue(list.reload());
    assertTrue(has(list, C));
    assertFalse(has(list, B));
  }

  /** The way that most editors and configuration tools write a file. */
  @Test
  void aFileThatIsReplacedIsReadThoughLengthAndTimeAreTheSame() throws Exception {
    TorrentList list = list(A);
    Path other = Files.writeString(folder.resolve("other"), B);
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

    assertTrue(list.reload());
    assertTrue(has(list, B));
  }

  @Test
  void aBrokenListLeavesTheOldOne() throws Exception {
    TorrentList list = list(A);

    write(A + "\nrubbish\n");
    assertTrue(fault(list::reload).startsWith(file + " line 2: "));
    assertTrue(has(list, A));
    fault(list::reload);

    write(B);
    assertTrue(list.reload(), "mended");
    assertTrue(has(list, B));
    assertFalse(has(list, A));
  }

  @Test
  void aListThatVanishesLeavesTheOldOne() throws Exception {
    TorrentList list = list(A);

    Files.delete(file);
    assertTrue(fault(list::reload).endsWith("there is no such file"));
    assertTrue(has(list, A));

    write(B);
    assertTrue(list.reload(), "back again");
    assertTrue(has(list, B));
  }

  @Test
  void aFolderHasTheHashesOfItsTorrents() throws Exception {
    copy("mktorrent-v1-folder", "libtorrent-v2-single", "libtorrent-hybrid-folder");
    Files.writeString(folder.resolve("README"), "not a torrent");
    Files.copy(
        TORRENTS.resolve("transmission-v1-single.torrent"),
        Files.createDirectory(folder.resolve("below")).resolve("x.torrent"));

    TorrentList list = TorrentList.open(folder);

    assertEquals(4, list.size(), "the hybrid has two, what is below does not count");
    for (String name :
        List.of("mktorrent-v1-folder", "libtorrent-v2-single", "libtorrent-hybrid-folder")) {
      for (InfoHash infoHash : infoHashes(name)) {
        assertTrue(list.contains(infoHash), name + " " + infoHash);
      }
    }
  }

  private void copy(String... names) throws IOException {
    for (String name : names) {
      Files.copy(TORRENTS.resolve(name + ".torrent"), folder.resolve(name + ".torrent"));
    }
  }

  private static List<InfoHash> infoHashes(String name) throws Exception {
    return Metainfo.read(Files.readAllBytes(TORRENTS.resolve(name + ".torrent"))).infoHashes();
  }

  @Test
  void whatComesToAFolderOrGoesIsNoticed() throws Exception {
    TorrentList list = TorrentList.open(folder);
    assertEquals(0, list.size());
    assertFalse(list.reload());

    copy("libtorrent-hybrid-single");
    assertTrue(list.reload());
    assertEquals(2, list.size());

    Files.writeString(folder.resolve("README"), "not a torrent");
    assertFalse(list.reload(), "only .torrent files count");

    Files.delete(folder.resolve("libtorrent-hybrid-single.torrent"));
    assertTrue(list.reload());
    assertEquals(0, list.size());
  }

  @Test
  void aFolderThatVanishesLeavesTheOldList() throws Exception {
    Path torrents = Files.createDirectory(folder.resolve("torrents"));
    Path torrent = torrents.resolve("x.torrent");
    Files.copy(TORRENTS.resolve("mktorrent-v1-private.torrent"), torrent);
    TorrentList list = TorrentList.open(torrents);

    Files.delete(torrent);
    Files.delete(torrents);
    fault(list::reload);
    assertEquals(1, list.size());
  }

  @Test
  void oneBrokenTorrentDoesNotKeepTheOthersOut() throws Exception {
    copy("mktorrent-v1-folder");
    Files.writeString(folder.resolve("half.torrent"), "d4:infod");
    Files.createDirectory(folder.resolve("folder.torrent"));

    List<String> warnings;
    TorrentList list;
    try (Warnings heard = Warnings.of(TorrentListReader.class)) {
      list = TorrentList.open(folder);
      warnings = heard.messages();
    }

    assertEquals(1, list.size());
    assertTrue(list.contains(infoHashes("mktorrent-v1-folder").get(0)));
    assertEquals(2, warnings.size(), warnings.toString());
    for (String name : List.of("half.torrent", "folder.torrent")) {
      assertTrue(
          warnings.stream().anyMatch(warning -> warning.contains(folder.resolve(name).toString())),
          warnings.toString());
    }

    copy("libtorrent-v2-folder");
    Files.move(
        folder.resolve("libtorrent-v2-folder.torrent"),
        folder.resolve("half.torrent"),
        StandardCopyOption.REPLACE_EXISTING);
    assertTrue(list.reload(), "mended");
    assertEquals(2, list.size());
  }

  /** Then it isn't one torrent that is wrong, and an empty list would shut everybody out. */
  @Test
  void aFolderOfBrokenTorrentsLeavesTheOldList() throws Exception {
    copy("mktorrent-v1-folder");
    TorrentList list = TorrentList.open(folder);

    Files.writeString(folder.resolve("mktorrent-v1-folder.torrent"), "d4:infod");
    assertTrue(fault(list::reload).contains("mktorrent-v1-folder.torrent: "));
    assertEquals(1, list.size());
    assertTrue(fault(() -> TorrentList.open(folder)).contains("mktorrent-v1-folder.torrent: "));
  }

  @Test
  void aTorrentOfAbsurdSizeIsLeftOutUnread() throws Exception {
    copy("mktorrent-v1-folder");
    try (var huge = new java.io.RandomAccessFile(folder.resolve("huge.torrent").toFile(), "rw")) {
      huge.setLength((64L << 20) + 1);
    }

    try (Warnings heard = Warnings.of(TorrentListReader.class)) {
      assertEquals(1, TorrentList.open(folder).size());
      assertTrue(heard.messages().get(0).contains("larger than 64 MiB"));
    }
  }
}
