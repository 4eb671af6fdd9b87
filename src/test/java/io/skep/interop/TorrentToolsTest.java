package io.skep.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.InfoHash;
import io.skep.metainfo.DiskNames;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.Metainfo.Version;
import io.skep.metainfo.TorrentCreator;
import io.skep.metainfo.TorrentFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The usual makers of .torrent files and we read each other.
 *
 * <p>qBittorrent makes them in its window only, not headless; it does so with libtorrent, and the
 * Python program here asks libtorrent for the same.
 */
class TorrentToolsTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final String PROGRAM = "/interop/libtorrent_torrents.py";
  private static final String HTTP = "http://127.0.0.1:6969/announce";
  private static final String UDP = "udp://127.0.0.1:6969/announce";
  private static final String WEB_SEED = "http://127.0.0.1:8080/";
  private static final int PIECE = 32 * 1024;

  private final Path folder;
  private final Path source;
  private final Path torrent;

  TorrentToolsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    source = Files.createDirectory(folder.resolve("source for all"));
    torrent = folder.resolve("made.torrent");
  }

  @BeforeEach
  void makeContent() throws IOException {
    add("empty", 0);
    add("one", 1);
    add("inner/last piece of 1 byte", 2 * PIECE + 1);
    add("inner/names/Ünïcode 名.bin", 3 * PIECE - 7);
    add("piece", PIECE);
  }

  private void add(String path, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(path.hashCode()).nextBytes(bytes);
    Path file = DiskNames.resolve(source, List.of(path.split("/", -1)));
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, bytes);
  }

  private Metainfo made() throws Exception {
    return Metainfo.read(Files.readAllBytes(torrent));
  }

  private static void requireLibtorrent() {
    Requirement.present(
        Libtorrent.isInstalled()
            ? Optional.empty()
            : Optional.of("python3-libtorrent is not installed"));
  }

  /** What libtorrent says of a torrent, having checked all of the content. */
  private List<String> libtorrent(String... arguments) throws Exception {
    Path program = folder.resolve("libtorrent_torrents.py");
    try (InputStream code =
        Objects.requireNonNull(TorrentToolsTest.class.getResourceAsStream(PROGRAM), PROGRAM)) {
      Files.copy(code, program, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>(List.of(PYTHON, program.toString()));
    command.addAll(List.of(arguments));
    return Program.lines(command.toArray(String[]::new));
  }

  private List<String> libtorrentReads(Path file) throws Exception {
    return libtorrent("read", file.toString(), folder.toString());
  }

  /** The same that {@link #libtorrentReads} prints, as we have it. */
  private static List<String> said(Metainfo metainfo) {
    List<String> lines = new ArrayList<>();
    byte[] v2 = metainfo.infoHashV2();
    InfoHash first = metainfo.infoHashes().get(0);
    lines.add("v1 " + (metainfo.version() == Version.V2 ? "-" : first));
    lines.add("v2 " + (v2 == null ? "-" : HexFormat.of().formatHex(v2)));
    lines.add("private " + (metainfo.isPrivate() ? "True" : "False"));
    for (int tier = 0; tier < metainfo.trackers().size(); tier++) {
      for (String url : metainfo.trackers().get(tier)) {
        lines.add("tracker " + tier + " " + url);
      }
    }
    metainfo.webSeeds().forEach(url -> lines.add("webseed " + url));
    for (TorrentFile file : metainfo.files()) {
      boolean isPadding = file.kind() == TorrentFile.Kind.PADDING;
      lines.add((isPadding ? "padding " : "file ") + file.length() + " " + file.pathText());
      long missing = (PIECE - file.length() % PIECE) % PIECE;
      if (metainfo.version() == Version.V2 && missing > 0 && file.length() > 0) {
        // libtorrent counts what lies between the files of version 2 as files too.
        String name = metainfo.name() + "/.pad/" + missing;
        lines.add("padding " + missing + " " + name);
      }
    }
    lines.add("seeding True");
    return lines;
  }

  @ParameterizedTest
  @CsvSource({"v1, V1", "v2, V2", "hybrid, HYBRID"})
  void weReadWhatLibtorrentMakes(String format, Version version) throws Exception {
    requireLibtorrent();
    libtorrent("make", format, Integer.toString(PIECE), source.toString(), torrent.toString());
    Metainfo metainfo = made();
    assertEquals(version, metainfo.version());
    assertEquals("tracker", metainfo.source());
    assertEquals("für alle", metainfo.comment());
    assertEquals("qBittorrent v4.5.2", metainfo.createdBy());
    assertTrue(metainfo.creationDate().isPresent());
    assertTrue(metainfo.hashes().isComplete());
    assertEquals(libtorrentReads(torrent), said(metainfo));
  }

  private TorrentCreator creator(Version version) {
    return TorrentCreator.of(source)
        .version(version)
        .pieceLength(PIECE)
        .trackers(List.of(List.of(HTTP), List.of(UDP)))
        .webSeeds(List.of(WEB_SEED))
        .isPrivate(true)
        .source("S")
        .license("CC0-1.0");
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void libtorrentReadsWhatWeMake(Version version) throws Exception {
    requireLibtorrent();
    Metainfo metainfo = creator(version).create().metainfo();
    Files.write(torrent, metainfo.torrent());
    assertEquals(said(metainfo), libtorrentReads(torrent));
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void libtorrentReadsASingleFile(Version version) throws Exception {
    requireLibtorrent();
    Path single = source.resolve("inner/last piece of 1 byte");
    Path copy = Files.copy(single, folder.resolve("single"));
    Metainfo metainfo =
        TorrentCreator.of(copy).pieceLength(PIECE).version(version).create().metainfo();
    Files.write(torrent, metainfo.torrent());
    List<String> read = libtorrentReads(torrent);
    List<String> ours = said(metainfo).stream().filter(line -> !isPadding(line)).toList();
    assertEquals(ours, read.stream().filter(line -> !isPadding(line)).toList());
  }

  private static boolean isPadding(String line) {
    return line.startsWith("padding ");
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void libtorrentReadsThousandsOfFiles(Version version) throws Exception {
    requireLibtorrent();
    for (int i = 0; i < 2000; i++) {
      add("many/" + i % 3 + "/" + i, i % 5);
    }
    Metainfo metainfo = creator(version).create().metainfo();
    Files.write(torrent, metainfo.torrent());
    assertEquals(said(metainfo), libtorrentReads(torrent));
  }

  /** What the tests above rely on. */
  @ParameterizedTest
  @EnumSource(Version.class)
  void libtorrentTellsWhenContentIsWrong(Version version) throws Exception {
    requireLibtorrent();
    Metainfo metainfo = creator(version).create().metainfo();
    Files.write(torrent, metainfo.torrent());
    add("inner/names/Ünïcode 名.bin", 3 * PIECE - 8);
    List<String> read = libtorrentReads(torrent);
    assertEquals("seeding False", read.get(read.size() - 1));
  }

  @Test
  void weReadWhatMktorrentMakes() throws Exception {
    Requirement.present(Program.missing("mktorrent"));
    requireLibtorrent();
    Program.lines(
        "mktorrent",
        "-l",
        "15",
        "-p",
        "-a",
        HTTP,
        "-a",
        UDP,
        "-w",
        WEB_SEED,
        "-s",
        "S",
        "-c",
        "for all",
        "-o",
        torrent.toString(),
        source.toString());
    Metainfo metainfo = made();
    assertEquals("S", metainfo.source());
    assertEquals("for all", metainfo.comment());
    assertEquals(libtorrentReads(torrent), said(metainfo));
  }

  @Test
  void weReadWhatTransmissionMakes() throws Exception {
    Requirement.present(Program.missing("transmission-create"));
    requireLibtorrent();
    Program.lines(
        "transmission-create",
        "-s",
        "32",
        "-p",
        "-t",
        HTTP,
        "-t",
        UDP,
        "-c",
        "for all",
        "-o",
        torrent.toString(),
        source.toString());
    Metainfo metainfo = made();
    assertEquals("for all", metainfo.comment());
    assertEquals(libtorrentReads(torrent), said(metainfo));
  }

  @Test
  void transmissionReadsWhatWeMake() throws Exception {
    Requirement.present(Program.missing("transmission-show"));
    Metainfo metainfo = creator(Version.V1).create().metainfo();
    Files.write(torrent, metainfo.torrent());
    List<String> shown =
        Program.lines("transmission-show", torrent.toString()).stream().map(String::strip).toList();
    List<String> wanted =
        List.of(
            "Name: source for all",
            "Hash: " + metainfo.infoHashes().get(0),
            "Piece Count: " + metainfo.layout().pieceCount(),
            "Piece Size: 32.00 KiB",
            "Privacy: Private torrent",
            HTTP,
            UDP,
            WEB_SEED);
    for (String line : wanted) {
      assertTrue(shown.contains(line), line + " is not in\n" + String.join("\n", shown));
    }
    List<String> files = shown.subList(shown.indexOf("FILES") + 2, shown.size());
    assertEquals(
        metainfo.files().stream().map(TorrentFile::pathText).sorted().toList(),
        files.stream()
            .filter(line -> !line.isEmpty())
            .map(line -> line.substring(0, line.lastIndexOf(" (")))
            .sorted()
            .toList());
  }

  /** Both sort as the disk pleases or by name, so only a single file's hash is the same by rule. */
  @Test
  void allMakeTheSameOfAFile() throws Exception {
    Requirement.present(Program.missing("mktorrent", "transmission-create"));
    Path single = Files.copy(source.resolve("piece"), folder.resolve("single"));
    Program.lines("mktorrent", "-l", "15", "-a", HTTP, "-o", torrent.toString(), single.toString());
    Metainfo ours = TorrentCreator.of(single).pieceLength(PIECE).create().metainfo();
    assertEquals(ours.infoHashes(), made().infoHashes());
  }
}
