package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.metainfo.MagnetLink;
import io.skep.protocol.ExtensionHandshake;
import io.skep.protocol.MetadataMessage;
import io.skep.protocol.PeerMessage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How transfers begin and end, in order or not. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder.
@Timeout(180)
class TransferLifeTest {
  private static final String HOST = "127.0.11.1";
  private static final String OTHER_HOST = "127.0.11.2";
  private static final int PIECE = 64 * 1024;

  @TempDir Path folder;
  private Vertx vertx;
  private long threadsBefore;

  @BeforeEach
  void open() {
    threadsBefore = threads();
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  }

  @AfterEach
  void close() throws Exception {
    Waiting.forResult(vertx.close());
    Waiting.until(() -> threads() <= threadsBefore);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("skep-transfer"))
        .count();
  }

  private static TestContent content(int pieces) {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("film", pieces * PIECE - 5);
    return TestContent.of(TestContent.Format.V1, PIECE, lengths, new Random(8));
  }

  private Transfer.Builder builder() {
    return Transfer.builder(vertx).folder(folder.resolve("one")).listen(HOST, 0);
  }

  private static Throwable failure(Future<?> future) {
    return Objects.requireNonNull(
        assertThrows(ExecutionException.class, () -> Waiting.forResult(future)).getCause());
  }

  private static void assertStopped(Transfer transfer) {
    assertInstanceOf(TransferStoppedException.class, failure(transfer.completed()));
    assertInstanceOf(TransferStoppedException.class, failure(transfer.finished()));
    assertEquals(TransferProgress.State.STOPPED, transfer.progress().state());
  }

  /** The port is free again, as soon as the event loop has turned once more. */
  private static void assertFree(int port) {
    Waiting.until(() -> isFree(port));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void itStopsTwiceAsOnce() throws Exception {
    Transfer transfer = builder().torrent(content(4).metainfo()).build();
    Waiting.forResult(transfer.start());
    int port = transfer.port();
    Future<Void> one = transfer.stop();
    Future<Void> other = transfer.stop();
    Waiting.forResult(one);
    Waiting.forResult(other);
    Waiting.forResult(transfer.stop());
    assertStopped(transfer);
    assertFree(port);
  }

  @Test
  void oneThatWasNeverStartedStops() throws Exception {
    Transfer transfer = builder().torrent(content(4).metainfo()).build();
    Waiting.forResult(transfer.stop());
    assertStopped(transfer);
    assertInstanceOf(IllegalStateException.class, failure(transfer.start()));
    assertFalse(Files.exists(folder.resolve("one")));
  }

  @Test
  void itIsStartedOnce() throws Exception {
    Transfer transfer = builder().torrent(content(4).metainfo()).build();
    Waiting.forResult(transfer.start());
    assertInstanceOf(IllegalStateException.class, failure(transfer.start()));
    assertEquals(TransferProgress.State.DOWNLOADING, state(transfer));
    Waiting.forResult(transfer.stop());
  }

  @Test
  void itStopsWhileItStarts() throws Exception {
    TestContent content = content(200);
    content.writeTo(folder.resolve("one"));
    for (int i = 0; i < 5; i++) {
      Transfer transfer = builder().torrent(content.metainfo()).build();
      Future<Void> started = transfer.start();
      Waiting.forResult(transfer.stop());
      Waiting.until(started::isComplete);
      assertEquals(TransferProgress.State.STOPPED, transfer.progress().state());
      assertFree(transfer.port());
    }
  }

  @Test
  void itStopsWhileItChecks() throws Exception {
    TestContent content = content(400);
    content.writeTo(folder.resolve("one"));
    Transfer transfer = builder().torrent(content.metainfo()).build();
    Future<Void> started = transfer.start();
    Waiting.until(
        () ->
            transfer.progress().state() == TransferProgress.State.CHECKING || started.isComplete());
    Waiting.forResult(transfer.stop());
    assertEquals(TransferProgress.State.STOPPED, transfer.progress().state());
    Waiting.until(started::isComplete);

    // What it left behind does not keep another from the whole content.
    Transfer again = builder().torrent(content.metainfo()).build();
    Waiting.forResult(again.start());
    Waiting.forResult(again.completed());
    Waiting.forResult(again.stop());
  }

  @Test
  void itStopsWhileItWaitsForMetadata() throws Exception {
    Transfer transfer = builder().magnet(MagnetLink.to(content(4).metainfo())).build();
    Waiting.forResult(transfer.start());
    assertEquals(TransferProgress.State.METADATA, state(transfer));
    Waiting.forResult(transfer.stop());
    assertStopped(transfer);
    assertInstanceOf(TransferStoppedException.class, failure(transfer.metainfo()));
  }

  /** As of the next second. */
  private static TransferProgress.State state(Transfer transfer) {
    return Waiting.forNextProgress(transfer).state();
  }

  @Test
  void aPortThatIsTakenIsAnError() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      Transfer transfer =
          builder().listen(HOST, taken.getLocalPort()).torrent(content(4).metainfo()).build();
      assertInstanceOf(CannotListenException.class, failure(transfer.start()));
      assertInstanceOf(CannotListenException.class, failure(transfer.completed()));
      Waiting.forResult(transfer.stop());
    }
  }

  @Test
  void aFolderThatIsNoneIsAnErrorAndThePortIsFreeAgain() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Transfer transfer =
        builder().folder(file.resolve("folder")).torrent(content(4).metainfo()).build();
    assertInstanceOf(StorageException.class, failure(transfer.start()));
    assertInstanceOf(StorageException.class, failure(transfer.completed()));
    Waiting.forResult(transfer.stop());
    assertFree(transfer.port());
  }

  @Test
  void oneThatFailedLeavesNoThreadsBehind() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Transfer transfer =
        builder().folder(file.resolve("folder")).torrent(content(4).metainfo()).build();
    failure(transfer.start());
    // Nobody stops it.
    Waiting.until(() -> threads() <= threadsBefore);
  }

  @Test
  void aListenerThatFailsAndAHandlerThatFailsChangeNothing() throws Exception {
    TestContent content = content(16);
    SwarmPeer seed =
        SwarmPeer.seed(vertx, content, folder.resolve("seed"), OTHER_HOST, builder -> builder);
    AtomicInteger heard = new AtomicInteger();
    Transfer transfer =
        builder()
            .torrent(content.metainfo())
            .peers(List.of(seed.address(OTHER_HOST)))
            .listener(
                new TransferListener() {
                  @Override
                  public void progressed(TransferProgress progress) {
                    throw new IllegalStateException("a test");
                  }

                  @Override
                  public void happened(TransferEvent event) {
                    heard.incrementAndGet();
                    throw new IllegalStateException("a test");
                  }
                })
            .build();
    Runnable failing =
        () -> {
          throw new IllegalStateException("a test");
        };
    transfer.metainfo().onSuccess(done -> failing.run());
    transfer.completed().onSuccess(done -> failing.run());
    Waiting.forResult(transfer.start());
    Waiting.forResult(transfer.completed());
    Waiting.forResult(transfer.finished());
    Waiting.forResult(transfer.stop());
    seed.stop();
    assertTrue(heard.get() > 16);
  }

  @Test
  void aSeedDoesNotFetchWhatItLacks() throws Exception {
    TestContent content = content(16);
    SwarmPeer seed =
        SwarmPeer.seed(vertx, content, folder.resolve("seed"), OTHER_HOST, builder -> builder);
    Path film = TestContent.path(folder.resolve("one"), "film");
    content.writeTo(folder.resolve("one"));
    byte[] bytes = Files.readAllBytes(film);
    bytes[5 * PIECE] ^= 1;
    Files.write(film, bytes);
    Transfer lacking =
        builder()
            .torrent(content.metainfo())
            .seedOnly(true)
            .peers(List.of(seed.address(OTHER_HOST)))
            .build();
    Waiting.forResult(lacking.start());
    Waiting.until(() -> lacking.progress().peers() == 1);
    state(lacking);
    state(lacking);

    assertEquals(15, lacking.progress().piecesHave());
    assertEquals(0, lacking.progress().downloaded());
    assertFalse(lacking.completed().isComplete());
    Waiting.forResult(lacking.stop());
    seed.stop();
  }

  @Test
  void metadataThatSomebodyMadeUpIsNoFaultOfTheTorrent() throws Exception {
    TestContent content = content(16);
    Transfer transfer = builder().magnet(MagnetLink.to(content.metainfo())).build();
    Waiting.forResult(transfer.start());
    PeerAddress address = PeerAddress.of(InetAddress.getByName(HOST), transfer.port());
    InfoHash hash = content.metainfo().infoHashes().get(0);
    byte[] madeUp = "this is no dictionary".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] introduction =
        new ExtensionHandshake(
                Map.of(ExtensionHandshake.METADATA, 9),
                OptionalInt.of(madeUp.length),
                0,
                "",
                250,
                null,
                false,
                false)
            .bytes();
    try (HostilePeer liar = new HostilePeer("127.0.11.66", address).shakesHands(hash, 68)) {
      liar.says(
          new PeerMessage.Extended(0, introduction),
          new PeerMessage.Extended(1, new MetadataMessage.Data(0, madeUp.length, madeUp).bytes()));
      // It may come before it was asked for, and is asked for again.
      for (int i = 0; i < 3; i++) {
        state(transfer);
        liar.says(
            new PeerMessage.Extended(
                1, new MetadataMessage.Data(0, madeUp.length, madeUp).bytes()));
      }
      assertTrue(liar.isHungUpOn());
    }
    assertEquals(TransferProgress.State.METADATA, state(transfer));

    SwarmPeer seed =
        SwarmPeer.seed(
            vertx,
            content,
            folder.resolve("seed"),
            OTHER_HOST,
            builder -> builder.peers(List.of(address)));
    Waiting.forResult(transfer.completed());
    Waiting.forResult(transfer.stop());
    seed.stop();
  }

  @ParameterizedTest
  @EnumSource
  void twoThatRequireEncryptionFindEachOther(Encryption others) throws Exception {
    TestContent content = content(16);
    SwarmPeer seed =
        SwarmPeer.seed(
            vertx,
            content,
            folder.resolve("seed"),
            OTHER_HOST,
            builder -> builder.encryption(Encryption.REQUIRED));
    Transfer transfer =
        builder()
            .torrent(content.metainfo())
            .encryption(others)
            .peers(List.of(seed.address(OTHER_HOST)))
            .build();
    Waiting.forResult(transfer.start());
    Waiting.forResult(transfer.completed());
    Waiting.forResult(transfer.stop());
    seed.stop();
  }

  @Test
  void limitsInBothDirectionsLetAllThroughInTheEnd() throws Exception {
    TestContent content = content(16);
    SwarmPeer seed =
        SwarmPeer.seed(
            vertx,
            content,
            folder.resolve("seed"),
            OTHER_HOST,
            builder -> builder.maxUpload(2 << 20));
    Transfer transfer =
        builder()
            .torrent(content.metainfo())
            .maxDownload(1 << 20)
            .peers(List.of(seed.address(OTHER_HOST)))
            .build();
    long begun = System.nanoTime();
    Waiting.forResult(transfer.start());
    Waiting.forResult(transfer.completed());
    long nanos = System.nanoTime() - begun;
    Waiting.forResult(transfer.stop());
    seed.stop();
    // At most what the limit lets through in that time, and its first burst.
    long most = (1 << 20) * nanos / 1_000_000_000 + 128 * 1024 + Blocks.LENGTH;
    assertTrue(content.metainfo().length() <= most);
  }

  @Test
  void limitsThatAreBeyondAnyLineAreNone() throws Exception {
    TestContent content = content(16);
    SwarmPeer seed =
        SwarmPeer.seed(
            vertx,
            content,
            folder.resolve("seed"),
            OTHER_HOST,
            builder -> builder.maxUpload(Long.MAX_VALUE));
    Transfer transfer =
        builder()
            .torrent(content.metainfo())
            .maxDownload(Long.MAX_VALUE)
            .peers(List.of(seed.address(OTHER_HOST)))
            .build();
    Waiting.forResult(transfer.start());
    Waiting.forResult(transfer.completed());
    Waiting.forResult(transfer.stop());
    seed.stop();
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Transfer.Builder builder = builder();
    assertThrows(IllegalStateException.class, builder::build);
    assertThrows(IllegalArgumentException.class, () -> builder.maxDownload(-1));
    assertThrows(IllegalArgumentException.class, () -> builder.maxUpload(-1));
    assertThrows(IllegalArgumentException.class, () -> builder.maxConnections(0));
    assertThrows(IllegalArgumentException.class, () -> builder.uploadSlots(0));
    assertThrows(IllegalArgumentException.class, () -> builder.listen(HOST, -1));
    assertThrows(IllegalArgumentException.class, () -> builder.listen(HOST, 65536));
    assertThrows(IllegalArgumentException.class, () -> builder.listen("no such host.invalid", 0));
    assertThrows(IllegalArgumentException.class, () -> builder.seedGoal(-1, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> builder.seedGoal(Double.NaN, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> builder.seedGoal(0, Duration.ofSeconds(-1)));
  }
}
