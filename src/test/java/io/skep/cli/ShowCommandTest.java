package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.metainfo.DiskNames;
import io.skep.metainfo.Metainfo.Version;
import io.skep.metainfo.TorrentCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ShowCommandTest {
  private static final String V1 = "0123456789abcdef0123456789abcdef01234567";
  private static final String V2 = "a0".repeat(32);
  private static final String MAGNET =
      ("magnet:?xt=urn:btih:" + V1 + "&xt=urn:btmh:1220" + V2)
          + "&dn=a%1bb&xl=2048&tr=http%3A%2F%2Fa.example%2F&ws=http%3A%2F%2Fw.example%2F"
          + "&x.pe=192.0.2.1:6881&so=0,2";

  private final Path source;
  private final Path torrent;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  ShowCommandTest(@TempDir Path folder) throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    torrent = folder.resolve("made.torrent");
  }

  private int run(String... args) {
    return new CommandLine(new ShowCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private TorrentCreator.Created make(Version version) throws Exception {
    TorrentCreator.Created created =
        TorrentCreator.of(source)
            .version(version)
            .trackers(List.of(List.of("http://a.example/", "udp://b:1"), List.of("wss://c/")))
            .webSeeds(List.of("http://w.example/"))
            .isPrivate(true)
            .source("S")
            .license("CC0-1.0")
            .comment("a \u001b[31mred\u202e comment")
            .createdBy("Skep/1")
            .creationDate(OptionalLong.of(0))
            .create();
    Files.write(torrent, created.torrent());
    return created;
  }

  private void add(String path, int length) throws IOException {
    Path file = DiskNames.resolve(source, List.of(path.split("/", -1)));
    Path parent = file.getParent();
    Files.createDirectories(parent == null ? source : parent);
    Files.write(file, new byte[length]);
  }

  @Test
  void textForPeople() throws Exception {
    add("empty", 0);
    add("a\u202eb/c", 2000);
    TorrentCreator.Created made = make(Version.HYBRID);
    assertEquals(0, run(torrent.toString()), err::toString);
    String text = out.toString();
    List<String> lines = text.lines().toList();
    List<String> wanted =
        List.of(
            "name          source",
            "version       hybrid",
            "info-hash     " + made.metainfo().infoHashes().get(0),
            "size          2 KiB (2000 bytes)",
            "pieces        1 of 16 KiB",
            "private       yes",
            "source        S",
            "license       CC0-1.0",
            "tracker       tier 1: http://a.example/, udp://b:1",
            "tracker       tier 2: wss://c/",
            "web seed      http://w.example/",
            "comment       a \uFFFD[31mred\uFFFD comment",
            "created by    Skep/1",
            "created       1970-01-01T00:00:00Z",
            "files         2",
            "     2 KiB  source/a\uFFFDb/c",
            "       0 B  source/empty");
    for (String line : wanted) {
      assertTrue(lines.contains(line), line + " is not in\n" + text);
    }
    assertTrue(text.contains("\nmagnet        magnet:?xt=urn:btih:"), text);
    assertTrue(text.contains("\ninfo-hash v2  "), text);
    assertFalse(text.contains(".pad"), text);
  }

  @Test
  void manyFilesAreShownWhenAskedFor() throws Exception {
    for (int i = 100; i < 130; i++) {
      add("f" + i, 1);
    }
    make(Version.V1);
    assertEquals(0, run(torrent.toString()));
    assertTrue(out.toString().contains("source/f119"), out.toString());
    assertFalse(out.toString().contains("source/f120"), out.toString());
    assertTrue(out.toString().contains("  and 10 more; --files shows them all"), out.toString());
    out.getBuffer().setLength(0);
    assertEquals(0, run(torrent.toString(), "--files"));
    assertTrue(out.toString().contains("source/f129"), out.toString());
    assertFalse(out.toString().contains("more;"), out.toString());
  }

  @Test
  void jsonForScripts() throws Exception {
    add("a", 70_000);
    TorrentCreator.Created made = make(Version.V1);
    assertEquals(0, run(torrent.toString(), "--json"));
    JsonObject json = new JsonObject(out.toString());
    assertEquals(
        new JsonObject()
            .put("name", "source")
            .put("version", "v1")
            .put("info_hashes", new JsonArray().add(made.metainfo().infoHashes().get(0).toString()))
            .put("length", 70_000)
            .put("piece_length", 16_384)
            .put("pieces", 5)
            .put("private", true)
            .put("source", "S")
            .put("license", "CC0-1.0")
            .put(
                "trackers",
                new JsonArray()
                    .add(new JsonArray().add("http://a.example/").add("udp://b:1"))
                    .add(new JsonArray().add("wss://c/")))
            .put("web_seeds", new JsonArray().add("http://w.example/"))
            .put("comment", "a \u001b[31mred\u202e comment")
            .put("created_by", "Skep/1")
            .put("creation_date", 0)
            .put(
                "files",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("path", new JsonArray().add("source").add("a"))
                            .put("length", 70_000)
                            .put("kind", "content")))
            .put("magnet", json.getString("magnet")),
        json);
  }

  @Test
  void magnetLinksForPeople() {
    assertEquals(0, run(MAGNET), err::toString);
    assertEquals(
        List.of(
            "name          a\uFFFDb",
            "info-hash     " + V1,
            "info-hash v2  " + V2,
            "size          2 KiB",
            "tracker       http://a.example/",
            "web seed      http://w.example/",
            "peer          192.0.2.1:6881",
            "files         0, 2"),
        out.toString().lines().toList());
  }

  @Test
  void magnetLinksForScripts() {
    assertEquals(0, run(MAGNET, "--json"), err::toString);
    JsonObject json = new JsonObject(out.toString());
    assertEquals(
        new JsonObject()
            .put("name", "a\u001bb")
            .put("info_hashes", new JsonArray().add(V1).add(V2.substring(0, 40)))
            .put("info_hash_v2", V2)
            .put("length", 2048)
            .put("trackers", new JsonArray().add("http://a.example/"))
            .put("web_seeds", new JsonArray().add("http://w.example/"))
            .put("peers", new JsonArray().add("192.0.2.1:6881"))
            .put("select_only", new JsonArray().add(0).add(2))
            .put("magnet", json.getString("magnet")),
        json);
  }

  @Test
  void faultsAreOneLine() throws IOException {
    assertFault("there is no file " + torrent, torrent.toString());
    Files.writeString(torrent, "<html>\u001b");
    assertFault(torrent + ": not a torrent: no value begins so at byte 0", torrent.toString());
    assertFault("the magnet link names no torrent: it has no 'xt=urn:btih:'", "magnet:?dn=x");
    assertEquals(2, run());
  }

  private void assertFault(String words, String argument) {
    err.getBuffer().setLength(0);
    assertEquals(1, run(argument));
    assertEquals("skep: " + words + "\n", err.toString());
    assertEquals("", out.toString());
  }
}
