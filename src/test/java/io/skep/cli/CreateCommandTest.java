package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.Metainfo.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CreateCommandTest {
  private static final String TRACKER = "http://127.0.0.1:6969/announce";

  private final Path folder;
  private final Path source;
  private final Path output;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  CreateCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    source = Files.createDirectory(folder.resolve("source"));
    output = folder.resolve("made.torrent");
    Files.write(source.resolve("a"), new byte[100_000]);
    Files.write(source.resolve("b"), new byte[1]);
  }

  private int run(String... args) {
    return new CommandLine(new CreateCommand(() -> 1_700_000_000))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private int create(String... args) {
    List<String> all = new ArrayList<>(List.of(source.toString(), "-o", output.toString()));
    all.addAll(List.of(args));
    return run(all.toArray(String[]::new));
  }

  private Metainfo made() throws Exception {
    return Metainfo.read(Files.readAllBytes(output));
  }

  @Test
  void makesATorrentAndSaysSo() throws Exception {
    assertEquals(0, create("--tracker", TRACKER), err::toString);
    Metainfo metainfo = made();
    assertEquals("", err.toString());
    assertEquals(
        List.of(
            "name          source",
            "version       v1",
            "info-hash     " + metainfo.infoHashes().get(0),
            "size          97.7 KiB (100001 bytes)",
            "pieces        7 of 16 KiB",
            "magnet        " + MagnetLink.to(metainfo),
            "file          " + output),
        out.toString().lines().toList());
    assertEquals(List.of(List.of(TRACKER)), metainfo.trackers());
    assertEquals("Skep/development", metainfo.createdBy());
    assertEquals(OptionalLong.of(1_700_000_000), metainfo.creationDate());
    assertNull(metainfo.source());
  }

  @Test
  void everyOptionCounts() throws Exception {
    int code =
        create(
            "--tracker",
            TRACKER + ",udp://127.0.0.1:6969/announce",
            "--tracker=wss://tracker.example/announce",
            "--private",
            "--piece-length=64k",
            "--source=S",
            "--license=CC0-1.0",
            "--comment=two words",
            "--web-seed=http://w.example/",
            "--web-seed=https://v.example/",
            "--name=other",
            "--threads=2",
            "--no-date",
            "--quiet",
            "--hybrid");
    assertEquals(0, code, err::toString);
    assertEquals("", out.toString());
    Metainfo metainfo = made();
    assertEquals(
        List.of(
            List.of(TRACKER, "udp://127.0.0.1:6969/announce"),
            List.of("wss://tracker.example/announce")),
        metainfo.trackers());
    assertTrue(metainfo.isPrivate());
    assertEquals(64 * 1024, metainfo.pieceLength());
    assertEquals("S", metainfo.source());
    assertEquals("CC0-1.0", metainfo.license());
    assertEquals("two words", metainfo.comment());
    assertEquals(List.of("http://w.example/", "https://v.example/"), metainfo.webSeeds());
    assertEquals("other", metainfo.name());
    assertEquals(Version.HYBRID, metainfo.version());
    assertTrue(metainfo.creationDate().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"--v1, V1", "--v2, V2", "--hybrid, HYBRID"})
  void theFormatIsAsAsked(String option, Version version) throws Exception {
    assertEquals(0, create(option), err::toString);
    assertEquals(version, made().version());
  }

  @Test
  void anOldFileStaysUnlessForced() throws Exception {
    Files.writeString(output, "old");
    assertEquals(1, create());
    assertEquals("skep: " + output + " is there already; --force writes over it\n", err.toString());
    assertEquals("old", Files.readString(output));
    assertEquals(0, create("--force"), err::toString);
    assertEquals("source", made().name());
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    assertEquals(0, create(), err::toString);
    byte[] first = Files.readAllBytes(output);
    Files.writeString(source.resolve("a\nb"), "a name that is refused");
    assertEquals(1, create("--force"));
    assertEquals("skep: a file's name 'a\uFFFDb' has a control character\n", err.toString());
    assertArrayEquals(first, Files.readAllBytes(output));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void aTorrentInItsOwnFolderIsNoPartOfIt() throws Exception {
    Path inside = source.resolve("made.torrent");
    String[] command = {source.toString(), "-o", inside.toString(), "--no-date", "--force"};
    assertEquals(0, run(command), err::toString);
    byte[] first = Files.readAllBytes(inside);
    assertEquals(0, run(command), err::toString);
    assertArrayEquals(first, Files.readAllBytes(inside));
    assertEquals("skep: left out 'source/made.torrent': where the torrent goes\n", err.toString());
  }

  @Test
  void faultsAreOneLine() throws IOException {
    Path missing = folder.resolve("missing");
    assertFault("'" + missing + "' does not exist", missing.toString());
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertFault("there is nothing to share: no file with anything in it", empty.toString());
    assertFault(
        "there is no folder " + missing + " to write to",
        source.toString(),
        "-o",
        missing.resolve("x").toString());
    assertFault(
        folder + " is a folder; name a file with -o", source.toString(), "-o", folder.toString());
  }

  private void assertFault(String words, String... args) {
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(args));
    if (!all.contains("-o")) {
      all.addAll(List.of("-o", output.toString()));
    }
    assertEquals(1, run(all.toArray(String[]::new)));
    assertEquals("skep: " + words + "\n", err.toString());
    assertEquals("", out.toString());
    assertFalse(Files.exists(output));
  }

  @ParameterizedTest
  @CsvSource({
    "--piece-length=1000, 'a piece length is a power of two from 16k to 1024M'",
    "--piece-length=8k, 'a piece length is a power of two from 16k to 1024M'",
    "--piece-length=2g, 'a piece length is a power of two from 16k to 1024M'",
    "--piece-length=x, 'a piece length is a power of two from 16k to 1024M'",
    "--tracker=ftp://a/, 'a tracker''s URL is http://'",
    "--tracker=http:///, 'a tracker''s URL is http://'",
    "'--tracker=http://a/,', 'a tracker''s URL is http://'",
    "--tracker=udp://a/, 'a udp:// URL needs a port'",
    "--web-seed=udp://a:1/, 'a web seed''s URL is http://'",
    "--private, 'a private torrent needs a --tracker'",
    "--threads=0, '--threads is 1 to 1024'",
    "--nonsense, 'Unknown option'"
  })
  void wrongUsageIsToldBeforeAnythingIsDone(String option, String words) {
    assertEquals(2, create(option));
    assertTrue(err.toString().contains(words), err.toString());
    assertFalse(Files.exists(output));
  }

  @Test
  void formatsExcludeEachOther() {
    assertEquals(2, create("--v1", "--v2"));
    assertEquals(2, run());
  }

  @Test
  void theHelpSaysWhatATierIs() {
    assertEquals(0, run("--help"));
    String help = out.toString().replaceAll("\\s+", " ");
    assertTrue(help.contains("URLs with commas between are one tier"), help);
  }
}
