package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.client.HttpStub;
import io.skep.client.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code seed} and {@code get} as a person runs them, beside a tracker. */
@DisabledOnOs(OS.WINDOWS)
class TransferProcessTest {
  private static final int LENGTH = 1_000_000;

  private final Path folder;
  private SkepProcess tracker;
  private TestTorrent torrent;

  TransferProcessTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void startTracker() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    for (String setting :
        List.of(
            "tracker.mode=open",
            "tracker.http.host=127.0.0.1",
            "tracker.http.port=0",
            "tracker.udp.enabled=false",
            "console.port=0",
            "tracker.event-loops=1")) {
      arguments.addAll(List.of("--set", setting));
    }
    tracker = start(arguments.toArray(String[]::new));
    tracker.awaitStart();
    String url = "http://127.0.0.1:" + tracker.port("http://127.0.0.1") + "/announce";
    torrent = TestTorrent.make(folder, "film.mkv", LENGTH, url);
  }

  @AfterEach
  void stopTracker() {
    tracker.close();
  }

  private SkepProcess start(String... arguments) {
    return SkepProcess.start(folder, Map.of(), List.of(arguments));
  }

  private SkepProcess seed() throws Exception {
    torrent.putInto(folder.resolve("seed"));
    SkepProcess seed =
        start("seed", "test.torrent", "--dir", "seed", "--host", "127.0.0.1", "--port", "0");
    seed.awaitStart();
    // The tracker must know it before anybody asks, or that one has to wait for its next announce.
    tracker.await(() -> seeders() == 1);
    return seed;
  }

  private SkepProcess get(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("get", "test.torrent", "--dir", "got", "--host", "127.0.0.1", "--port", "0"));
    arguments.addAll(List.of(options));
    return start(arguments.toArray(String[]::new));
  }

  private void assertGot() throws Exception {
    assertArrayEquals(torrent.content(), Files.readAllBytes(folder.resolve("got/film.mkv")));
  }

  private int seeders() {
    return swarm().getInteger("seeders", 0);
  }

  private int leechers() {
    return swarm().getInteger("leechers", 0);
  }

  /** The swarm as the tracker's console shows it; empty while nobody has announced. */
  private JsonObject swarm() {
    String url =
        "http://127.0.0.1:%d/api/v1/swarms/%s"
            .formatted(tracker.port("console +http://127.0.0.1"), torrent.infoHash());
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      return new JsonObject(
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Test
  void whatOneSeedsAnotherGets() throws Exception {
    try (SkepProcess seed = seed();
        SkepProcess get = get()) {
      assertEquals(0, get.exitCode(), get::err);
      assertGot();
      assertEquals("", get.err());
      assertTrue(get.out().contains("film.mkv is complete and verified"), get.out());
      assertFalse(get.out().contains("\u001b"), "no terminal, no signs for one");
      assertEquals(1, swarm().getInteger("completed"));
      tracker.await(() -> leechers() == 0 && seeders() == 1);

      seed.signal("INT");
      assertEquals(0, seed.exitCode());
      assertEquals("", seed.err());
      assertEquals(0, seeders(), "it has said that it leaves");
    }
  }

  @Test
  void jsonIsAnObjectALine() throws Exception {
    try (SkepProcess seed = seed();
        SkepProcess get = get("--json")) {
      assertEquals(0, get.exitCode(), get::err);
      List<JsonObject> objects = get.out().lines().map(JsonObject::new).toList();
      List<String> events = objects.stream().map(o -> o.getString("event")).toList();
      assertTrue(events.contains("listening"), events::toString);
      assertTrue(events.contains("completed"), events::toString);
      assertEquals(
          torrent.pieces(), events.stream().filter("piece"::equals).count(), events::toString);
      JsonObject last = objects.get(objects.size() - 1);
      assertEquals("ended", last.getString("event"));
      assertEquals("done", last.getString("reason"));
      JsonObject progress = objects.get(objects.size() - 2);
      assertEquals("progress", progress.getString("event"));
      assertEquals(LENGTH, progress.getInteger("have"));
      assertEquals(LENGTH, progress.getInteger("downloaded"));
      assertTrue(seed.out().contains("Seeding film.mkv"), seed.out());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aStoppedGetSaysSoAndGoesOnLater(String signal) throws Exception {
    try (SkepProcess seed = seed()) {
      try (SkepProcess get = get("--max-download", "150k", "--json")) {
        get.await(() -> get.out().contains("\"event\":\"piece\"") && leechers() == 1);
        get.signal(signal);
        assertEquals(130, get.exitCode(), get::err);
        assertEquals("", get.err());
        assertTrue(get.out().contains("\"reason\":\"stopped\""), get.out());
        assertEquals(0, leechers(), "it has said that it leaves");
      }
      try (SkepProcess get = get("--json")) {
        assertEquals(0, get.exitCode(), get::err);
        assertGot();
        String pieces = get.out().lines().filter(line -> line.contains("\"piece\"")).toList() + "";
        assertTrue(pieces.split("\"event\":\"piece\"", -1).length - 1 < torrent.pieces(), pieces);
      }
      assertEquals("", seed.err());
    }
  }

  /** A tracker that doesn't answer to {@code stopped} holds the first up for some seconds. */
  @Test
  void aKilledGetGoesOnAndIsExact() throws Exception {
    try (SkepProcess seed = seed()) {
      try (SkepProcess get = get("--max-download", "150k", "--json")) {
        get.await(() -> get.out().lines().filter(line -> line.contains("\"piece\"")).count() > 2);
        get.signal("KILL");
        assertEquals(137, get.exitCode(), get::err);
      }
      try (SkepProcess get = get("--json")) {
        assertEquals(0, get.exitCode(), get::err);
        assertGot();
        JsonObject checked =
            new JsonObject(
                get.out().lines().filter(line -> line.contains("\"checked\",")).findFirst().get());
        assertTrue(checked.getInteger("pieces_have") > 2, get.out());
        assertTrue(checked.getInteger("pieces_have") < torrent.pieces(), get.out());
      }
      assertEquals("", seed.err());
    }
  }

  @Test
  void aSecondSignalEndsItAtOnce() throws Exception {
    Vertx vertx = Vertx.vertx();
    AtomicBoolean hasLeft = new AtomicBoolean();
    HttpStub silent =
        new HttpStub(
            vertx,
            request -> {
              if (String.valueOf(request.query()).contains("event=stopped")) {
                hasLeft.set(true);
              } else {
                request.response().end("d8:intervali60e5:peers0:e");
              }
            });
    try (SkepProcess get = get("--tracker", silent.url("/announce").toString(), "--json")) {
      get.await(() -> get.out().contains("\"event\":\"tracker\""));
      get.signal("INT");
      get.await(hasLeft::get);
      get.signal("INT");
      assertEquals(130, get.exitCode(), get::err);
      assertFalse(get.out().contains("\"event\":\"ended\""), "it has not ended well");
    } finally {
      Waiting.forResult(vertx.close());
    }
  }

  private static String url(SkepProcess get) {
    return get.out()
        .lines()
        .filter(line -> line.contains("\"event\":\"streaming\""))
        .map(JsonObject::new)
        .findFirst()
        .orElseThrow()
        .getString("url");
  }

  @Test
  void itIsWatchedWhileItComes() throws Exception {
    try (SkepProcess seed = seed();
        SkepProcess get = get("--stream", "0", "--max-download", "100k", "--json")) {
      get.await(() -> get.out().contains("\"event\":\"streaming\""));
      HttpRequest end =
          HttpRequest.newBuilder(URI.create(url(get) + "0/film.mkv"))
              .header("Range", "bytes=" + (LENGTH - 1000) + "-")
              .build();
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient().send(end, HttpResponse.BodyHandlers.ofByteArray());

      assertEquals(206, answer.statusCode());
      assertArrayEquals(
          Arrays.copyOfRange(torrent.content(), LENGTH - 1000, LENGTH), answer.body());
      assertFalse(get.out().contains("\"event\":\"completed\""), "it came before the rest");
      assertEquals("", seed.err());
    }
  }

  @Test
  void whatIsThereIsNotFetched() throws Exception {
    torrent.putInto(folder.resolve("got"));
    try (SkepProcess get = get("--json")) {
      assertEquals(0, get.exitCode(), get::err);
      assertGot();
      assertFalse(get.out().contains("\"event\":\"piece\""), get.out());
    }
  }

  @Test
  void aMagnetLinkIsEnough() throws Exception {
    String magnet =
        "magnet:?xt=urn:btih:%s&tr=http://127.0.0.1:%d/announce"
            .formatted(torrent.infoHash(), tracker.port("http://127.0.0.1"));
    try (SkepProcess seed = seed();
        SkepProcess get =
            start("get", magnet, "--dir", "got", "--host", "127.0.0.1", "--port", "0")) {
      assertEquals(0, get.exitCode(), get::err);
      assertGot();
      assertTrue(get.out().contains("metadata received: film.mkv"), get.out());
      assertEquals("", seed.err());
    }
  }

  @Test
  void quietIsQuiet() throws Exception {
    try (SkepProcess seed = seed();
        SkepProcess get = get("--quiet")) {
      assertEquals(0, get.exitCode(), get::err);
      assertGot();
      assertEquals("", get.out());
      assertEquals("", get.err());
      assertEquals("", seed.err());
    }
  }

  @Test
  void aSeedSaysWhatIsMissing() throws Exception {
    byte[] half = torrent.content().clone();
    Arrays.fill(half, LENGTH / 2, LENGTH, (byte) 0);
    Files.createDirectories(folder.resolve("seed"));
    Files.write(folder.resolve("seed/film.mkv"), half);
    try (SkepProcess seed = start("seed", "test.torrent", "--dir", "seed", "--port", "0")) {
      assertEquals(1, seed.exitCode());
      assertEquals(1, seed.err().lines().count(), seed.err());
      assertTrue(seed.err().contains("16 of 31 pieces of film.mkv are missing in"), seed.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "nowhere"})
  void aSeedWithoutItsFileSaysSo(String where) {
    try (SkepProcess seed = start("seed", "test.torrent", "--dir", where, "--port", "0")) {
      assertEquals(1, seed.exitCode());
      assertEquals(1, seed.err().lines().count(), seed.err());
      assertTrue(seed.err().contains(where.equals(".") ? "film.mkv" : where), seed.err());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get none.torrent | there is no file none.torrent",
        "seed none.torrent | there is no file none.torrent",
        "get bad.torrent | bad.torrent: not a torrent: ",
        "get magnet:?xt=urn:btih:12 | magnet",
        "get test.torrent --dir bad.torrent | bad.torrent",
      })
  void whatCannotBeginIsOneLine(String row) throws Exception {
    Files.writeString(folder.resolve("bad.torrent"), "nothing");
    String[] parts = row.split(" \\| ", -1);
    try (SkepProcess skep = start(parts[0].split(" ", -1))) {
      assertEquals(1, skep.exitCode());
      assertEquals(1, skep.err().lines().count(), skep.err());
      assertTrue(skep.err().startsWith("skep: "), skep.err());
      assertTrue(skep.err().contains(parts[1]), skep.err());
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        SkepProcess get =
            start(
                "get",
                "test.torrent",
                "--dir",
                "got",
                "--host",
                "127.0.0.1",
                "--port",
                "" + taken.getLocalPort())) {
      assertEquals(1, get.exitCode());
      assertEquals(1, get.err().lines().count(), get.err());
      assertTrue(get.err().contains("" + taken.getLocalPort()), get.err());
    }
  }
}
