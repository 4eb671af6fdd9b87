package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.skep.bittorrent.PeerAddress;
import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.TorrentCreator;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers whose content comes over HTTP (BEP 19). */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder.
@Timeout(120)
class WebSeedTransferTest {
  private static final int PIECE = 64 * 1024;
  private static final String LEECHER = "127.0.0.1";

  private final Path folder;
  private final Vertx vertx = Vertx.vertx();

  WebSeedTransferTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() throws Exception {
    Waiting.forResult(vertx.close());
  }

  private static TestContent content(TestContent.Format format) {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("a b&c=%41+?#.txt", 3_000_001);
    lengths.put("empty", 0);
    lengths.put("größe/日本/~one", 1);
    lengths.put("pieces", 2 * PIECE);
    lengths.put("z", 234_567);
    return TestContent.of(format, PIECE, lengths, new Random(3));
  }

  /** The torrent with these in its {@code url-list}. */
  private static Metainfo with(TestContent content, String... webSeeds) throws Exception {
    Metainfo whole = content.metainfo();
    Metainfo metainfo = Metainfo.ofInfo(whole.info(), List.of(), List.of(webSeeds));
    for (int file = 0; file < whole.files().size(); file++) {
      byte[] layer = whole.hashes().hasMerkle() ? whole.hashes().layer(file) : null;
      if (layer != null) {
        assertTrue(metainfo.hashes().addLayer(file, layer));
      }
    }
    return metainfo;
  }

  private SwarmPeer start(
      TestContent content, Metainfo metainfo, UnaryOperator<Transfer.Builder> settings)
      throws Exception {
    return SwarmPeer.start(
        vertx,
        content,
        folder.resolve("leech"),
        LEECHER,
        builder -> settings.apply(builder.torrent(metainfo)));
  }

  private SwarmPeer start(TestContent content, WebSeedStub... webSeeds) throws Exception {
    String[] urls = Arrays.stream(webSeeds).map(seed -> seed.url("/pub/")).toArray(String[]::new);
    return start(content, with(content, urls), UnaryOperator.identity());
  }

  private static TransferEvent.WebSeedFailed awaitFailure(SwarmPeer peer) {
    List<TransferEvent.WebSeedFailed> found = new ArrayList<>();
    Waiting.until(
        () -> {
          for (TransferEvent event : peer.events()) {
            if (event instanceof TransferEvent.WebSeedFailed failed) {
              found.add(failed);
            }
          }
          return !found.isEmpty();
        });
    return found.get(0);
  }

  @ParameterizedTest
  @EnumSource
  void aWebSeedIsEnough(TestContent.Format format) throws Exception {
    TestContent content = content(format);
    WebSeedStub seed = WebSeedStub.of(vertx, content, WebSeedStub::part);
    SwarmPeer peer = start(content, seed);
    peer.awaitCompleted();
    peer.stop();
    assertTrue(peer.hasContent());
    assertEquals(
        content.metainfo().layout().contentLength(), peer.transfer().progress().downloaded());
    assertTrue(seed.asked().stream().allMatch(asked -> asked.contains(" bytes=")));
    assertTrue(seed.asked().size() < 2 * content.files().size(), () -> "" + seed.asked());
  }

  /** A folder's URL may end without a slash too, and a magnet link may name it. */
  @Test
  void aMagnetLinkNamesIt() throws Exception {
    TestContent content = content(TestContent.Format.V1);
    WebSeedStub seed = WebSeedStub.of(vertx, content, WebSeedStub::part);
    MagnetLink link =
        MagnetLink.to(with(content, "ftp://127.0.0.1/pub", "nonsense", seed.url("/pub")));
    // One who knows the metadata, and has no content to give.
    SwarmPeer poor =
        SwarmPeer.start(
            vertx,
            content,
            Files.createDirectories(folder.resolve("poor")),
            "127.0.0.2",
            builder -> builder.seedOnly(true));
    List<PeerAddress> known = List.of(poor.address("127.0.0.2"));
    SwarmPeer peer =
        SwarmPeer.start(
            vertx,
            content,
            folder.resolve("leech"),
            LEECHER,
            builder -> builder.magnet(link).peers(known));
    peer.awaitCompleted();
    peer.stop();
    poor.stop();
    assertTrue(peer.hasContent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pub/", "/pub/a%20file", "/pub/a%20file?key=1"})
  void aTorrentOfOneFileHasItsOwnUrlOrAFolders(String path) throws Exception {
    byte[] bytes = new byte[1_000_000];
    new Random(5).nextBytes(bytes);
    Path file = Files.write(folder.resolve("a file"), bytes);
    Map<String, byte[]> files = Map.of("a file", bytes);
    WebSeedStub seed =
        new WebSeedStub(vertx, new HttpServerOptions(), "/pub/", files, WebSeedStub::part);
    Metainfo metainfo =
        TorrentCreator.of(file)
            .webSeeds(List.of(seed.url(path)))
            .pieceLength(PIECE)
            .create()
            .metainfo();
    Path leech = Files.createDirectories(folder.resolve("leech"));
    List<TransferEvent> events = new ArrayList<>();
    Transfer transfer =
        Transfer.builder(vertx)
            .torrent(metainfo)
            .folder(leech)
            .listen(LEECHER, 0)
            .listener(
                new TransferListener() {
                  @Override
                  public void happened(TransferEvent event) {
                    events.add(event);
                  }
                })
            .build();
    Waiting.forResult(transfer.start());
    if (path.contains("?")) {
      // It is on this machine, so that a stranger's torrent might do something with the query.
      Waiting.forResult(transfer.stop());
      assertEquals(List.of(), seed.asked());
      assertTrue(events.stream().anyMatch(event -> event instanceof TransferEvent.WebSeedFailed));
    } else {
      Waiting.forResult(transfer.completed());
      Waiting.forResult(transfer.stop());
      assertTrue(Arrays.equals(bytes, Files.readAllBytes(leech.resolve("a file"))));
    }
  }

  @Test
  void oneThatGivesCorruptContentIsDropped() throws Exception {
    TestContent content = content(TestContent.Format.V1);
    WebSeedStub liar = WebSeedStub.of(vertx, content, WebSeedStub::corrupt);
    SwarmPeer peer = start(content, liar);
    TransferEvent.WebSeedFailed failure = awaitFailure(peer);
    assertEquals(liar.url(""), failure.webSeed());
    assertEquals("gave corrupt content", failure.words());
    assertTrue(failure.isDropped());
    assertFalse(peer.transfer().completed().isComplete());
    // The download goes on from a peer that comes later.
    SwarmPeer seed =
        SwarmPeer.seed(
            vertx,
            content,
            folder.resolve("seed"),
            "127.0.0.2",
            builder -> {
              try {
                return builder.peers(List.of(peer.address(LEECHER)));
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    peer.awaitCompleted();
    peer.stop();
    seed.stop();
    assertTrue(peer.hasContent());
  }

  @Test
  void aLiarAmongOthersIsDropped() throws Exception {
    TestContent content = content(TestContent.Format.HYBRID);
    WebSeedStub liar = WebSeedStub.of(vertx, content, WebSeedStub::corrupt);
    AtomicBoolean begun = new AtomicBoolean();
    WebSeedStub honest =
        WebSeedStub.of(
            vertx,
            content,
            (stub, request, file, range) -> {
              if (begun.getAndSet(true)) {
                WebSeedStub.part(stub, request, file, range);
              } else {
                request.response().setStatusCode(503).putHeader("Retry-After", "1").end();
              }
            });
    SwarmPeer peer = start(content, liar, honest);
    peer.awaitCompleted();
    peer.stop();
    assertTrue(peer.hasContent());
    assertTrue(
        peer.events().stream()
            .anyMatch(
                event ->
                    event instanceof TransferEvent.WebSeedFailed failed
                        && failed.isDropped()
                        && failed.webSeed().equals(liar.url(""))),
        () -> "" + peer.events());
  }

  @Test
  void oneThatIsBusyIsAskedAgainWhenItWantsToBe() throws Exception {
    TestContent content = content(TestContent.Format.V1);
    AtomicBoolean wasBusy = new AtomicBoolean();
    WebSeedStub seed =
        WebSeedStub.of(
            vertx,
            content,
            (stub, request, file, range) -> {
              if (wasBusy.getAndSet(true)) {
                WebSeedStub.part(stub, request, file, range);
              } else {
                request.response().setStatusCode(503).putHeader("Retry-After", "1").end();
              }
            });
    SwarmPeer peer = start(content, seed);
    TransferEvent.WebSeedFailed failure = awaitFailure(peer);
    assertEquals("answers with HTTP status 503", failure.words());
    assertFalse(failure.isDropped());
    peer.awaitCompleted();
    peer.stop();
    assertTrue(peer.hasContent());
  }

  @Test
  void oneThatHasNotTheFileIsDropped() throws Exception {
    TestContent content = content(TestContent.Format.V1);
    WebSeedStub seed = WebSeedStub.of(vertx, content, WebSeedStub::part);
    SwarmPeer peer = start(content, with(content, seed.url("/other/")), UnaryOperator.identity());
    TransferEvent.WebSeedFailed failure = awaitFailure(peer);
    assertEquals("answers with HTTP status 404", failure.words());
    assertTrue(failure.isDropped());
    peer.stop();
    assertEquals(1, seed.asked().size());
  }

  @Test
  void oneWithAnotherFileIsDropped() throws Exception {
    TestContent content = content(TestContent.Format.V1);
    WebSeedStub seed =
        WebSeedStub.of(
            vertx,
            content,
            (stub, request, file, range) ->
                WebSeedStub.part(request.response(), Arrays.copyOf(file, file.length + 1), range));
    SwarmPeer peer = start(content, seed);
    TransferEvent.WebSeedFailed failure = awaitFailure(peer);
    assertEquals("has a file of another length than the torrent's", failure.words());
    assertTrue(failure.isDropped());
    peer.stop();
  }

  @Test
  void oneThatKnowsNoRangesIsPutUpWithWhereFilesAreSmall() throws Exception {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    for (int i = 0; i < 10; i++) {
      lengths.put("file " + i, 20_000 * i);
    }
    TestContent content = TestContent.of(TestContent.Format.V1, PIECE, lengths, new Random(4));
    WebSeedStub seed = WebSeedStub.of(vertx, content, WebSeedStub::whole);
    SwarmPeer peer = start(content, seed);
    peer.awaitCompleted();
    peer.stop();
    assertTrue(peer.hasContent());
  }

  @Test
  void oneThatKnowsNoRangesIsDroppedWhereFilesAreLong() throws Exception {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("long", 20_000_000);
    TestContent content = TestContent.of(TestContent.Format.V1, PIECE, lengths, new Random(4));
    WebSeedStub seed = WebSeedStub.of(vertx, content, WebSeedStub::whole);
    SwarmPeer peer = start(content, seed);
    TransferEvent.WebSeedFailed failure = awaitFailure(peer);
    assertEquals("gives whole files only, and no parts of them", failure.words());
    assertTrue(failure.isDropped());
    peer.stop();
  }

  @Test
  void oneThatBreaksOffIsAskedAgainLater() throws Exception {
    TestContent content = content(TestContent.Format.V1);
    WebSeedStub seed =
        WebSeedStub.of(
            vertx,
            content,
            (stub, request, file, range) ->
                request
                    .response()
                    .setStatusCode(206)
                    .putHeader("Content-Length", Long.toString(range[1] - range[0] + 1))
                    .putHeader(
                        "Content-Range", "bytes " + range[0] + "-" + range[1] + "/" + file.length)
                    .write(Buffer.buffer(file).slice((int) range[0], (int) range[0] + 1))
                    .onComplete(written -> request.connection().close()));
    SwarmPeer peer = start(content, seed);
    TransferEvent.WebSeedFailed failure = awaitFailure(peer);
    assertTrue(failure.words().startsWith("broke off its answer"), failure::words);
    assertFalse(failure.isDropped());
    peer.stop();
    assertEquals(1, seed.asked().size());
  }

  @Test
  void aServerWhoseCertificateNobodyTrustsGivesNothing() throws Exception {
    TestContent content = content(TestContent.Format.V1);
    WebSeedStub seed =
        new WebSeedStub(
            vertx,
            new HttpServerOptions().setSsl(true).setKeyCertOptions(TestCertificate.make(folder)),
            "/pub/content/",
            content.files(),
            WebSeedStub::part);
    SwarmPeer peer = start(content, seed);
    TransferEvent.WebSeedFailed failure = awaitFailure(peer);
    assertTrue(failure.words().startsWith("cannot be reached"), failure::words);
    peer.stop();
    assertEquals(List.of(), seed.asked());
  }

  @Test
  void redirectsAreFollowed() throws Exception {
    TestContent content = content(TestContent.Format.V1);
    WebSeedStub seed = WebSeedStub.of(vertx, content, WebSeedStub::part);
    WebSeedStub gate =
        WebSeedStub.of(
            vertx,
            content,
            (stub, request, file, range) ->
                request
                    .response()
                    .setStatusCode(302)
                    .putHeader("Location", seed.url(request.uri()))
                    .end());
    SwarmPeer peer = start(content, gate);
    peer.awaitCompleted();
    peer.stop();
    assertTrue(peer.hasContent());
  }

  @Test
  void redirectsInCirclesAreNot() throws Exception {
    TestContent content = content(TestContent.Format.V1);
    WebSeedStub seed =
        WebSeedStub.of(
            vertx,
            content,
            (stub, request, file, range) ->
                request
                    .response()
                    .setStatusCode(307)
                    .putHeader("Location", request.uri())
                    .end("look elsewhere"));
    SwarmPeer peer = start(content, seed);
    assertEquals("redirects more than 5 times", awaitFailure(peer).words());
    peer.stop();
    assertEquals(6, seed.asked().size());
  }

  @Test
  void aRateLimitHoldsForItToo() throws Exception {
    TestContent content = content(TestContent.Format.V1);
    WebSeedStub seed = WebSeedStub.of(vertx, content, WebSeedStub::part);
    Metainfo metainfo = with(content, seed.url("/pub/"));
    SwarmPeer peer = start(content, metainfo, builder -> builder.maxDownload(2_000_000));
    peer.awaitCompleted();
    peer.stop();
    assertTrue(peer.hasContent());
  }

  /** A reader far ahead does not wait for what lies before. */
  @Test
  void whoReadsGetsItFromThereFirst() throws Exception {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("film", 30_000_000);
    TestContent content = TestContent.of(TestContent.Format.V1, PIECE, lengths, new Random(6));
    WebSeedStub seed = WebSeedStub.of(vertx, content, WebSeedStub::part);
    Metainfo metainfo = with(content, seed.url("/pub/"));
    SwarmPeer peer =
        start(content, metainfo, builder -> builder.sequential(true).maxDownload(3_000_000));
    Promise<ByteBuf> reading = Promise.promise();
    peer.transfer()
        .context()
        .runOnContext(
            nothing ->
                peer.transfer()
                    .streamSource()
                    .open(0, 29_000_000, 29_001_000)
                    .next(1000)
                    .onComplete(reading));
    ByteBuf read = Waiting.forResult(reading.future());
    byte[] film = content.files().get("film");
    assertArrayEquals(Arrays.copyOfRange(film, 29_000_000, 29_001_000), ByteBufUtil.getBytes(read));
    read.release();
    assertFalse(peer.transfer().completed().isComplete());
    peer.stop();
  }

  @Test
  void itHelpsPeersAndTheyHelpIt() throws Exception {
    TestContent content = content(TestContent.Format.V2);
    WebSeedStub web = WebSeedStub.of(vertx, content, WebSeedStub::part);
    SwarmPeer seed =
        SwarmPeer.seed(
            vertx,
            content,
            folder.resolve("seed"),
            "127.0.0.2",
            builder -> builder.maxUpload(1_000_000));
    List<PeerAddress> known = List.of(seed.address("127.0.0.2"));
    SwarmPeer peer = start(content, with(content, web.url("/pub/")), b -> b.peers(known));
    peer.awaitCompleted();
    peer.stop();
    seed.stop();
    assertTrue(peer.hasContent());
  }
}
