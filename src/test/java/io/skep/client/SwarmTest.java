package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerAddress;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a swarm of several peers shows, each at a loopback address of its own. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder.
class SwarmTest {
  private static final int PIECE = 64 * 1024;

  @TempDir Path folder;
  private Vertx vertx = Vertx.vertx();
  private final List<SwarmPeer> peers = new ArrayList<>();

  @BeforeEach
  void open() {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  }

  @AfterEach
  void close() throws Exception {
    for (SwarmPeer peer : peers) {
      peer.stop();
    }
    Waiting.forResult(vertx.close());
  }

  private static TestContent content(int pieces) {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("film", pieces * PIECE - 5);
    return TestContent.of(TestContent.Format.V1, PIECE, lengths, new Random(7));
  }

  private SwarmPeer seed(TestContent content, String host, List<PeerAddress> known, long maxUpload)
      throws Exception {
    SwarmPeer seed =
        SwarmPeer.seed(
            vertx,
            content,
            folder.resolve(host),
            host,
            builder -> builder.peers(known).maxUpload(maxUpload));
    peers.add(seed);
    return seed;
  }

  private SwarmPeer leecher(
      TestContent content, String host, List<PeerAddress> known, long maxUpload) throws Exception {
    SwarmPeer leecher =
        SwarmPeer.start(
            vertx,
            content,
            folder.resolve(host),
            host,
            builder -> builder.peers(known).maxUpload(maxUpload));
    peers.add(leecher);
    return leecher;
  }

  private static BitSet pieces(SwarmPeer peer) {
    BitSet pieces = new BitSet();
    for (TransferEvent event : peer.events()) {
      if (event instanceof TransferEvent.PieceCompleted completed) {
        pieces.set(completed.piece());
      }
    }
    return pieces;
  }

  @Test
  void twoLeechersFinishFromEachOtherWhenTheSeedHasLeft() throws Exception {
    TestContent content = content(96);
    SwarmPeer one = leecher(content, "127.0.2.2", List.of(), 384 << 10);
    SwarmPeer other = leecher(content, "127.0.2.3", List.of(one.address("127.0.2.2")), 384 << 10);
    List<PeerAddress> both = List.of(one.address("127.0.2.2"), other.address("127.0.2.3"));
    SwarmPeer seed = seed(content, "127.0.2.1", both, 3 << 19);
    Waiting.until(
        () -> {
          BitSet between = pieces(one);
          between.or(pieces(other));
          return between.cardinality() == content.count();
        });
    boolean neitherHadAll =
        pieces(one).cardinality() < content.count()
            && pieces(other).cardinality() < content.count();
    seed.stop();
    one.awaitCompleted();
    other.awaitCompleted();

    assertTrue(neitherHadAll);
    assertTrue(one.hasContent());
    assertTrue(other.hasContent());
  }

  @Test
  void aSeedGivesTwentyLeechersLittleMoreThanOneCopy() throws Exception {
    TestContent content = content(128);
    List<PeerAddress> known = new ArrayList<>();
    List<SwarmPeer> leechers = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      String host = "127.0.3." + i;
      SwarmPeer leecher = leecher(content, host, List.copyOf(known), 0);
      leechers.add(leecher);
      known.add(leecher.address(host));
    }
    SwarmPeer seed = seed(content, "127.0.3.100", known, 1 << 19);
    for (SwarmPeer leecher : leechers) {
      leecher.awaitCompleted();
      assertTrue(leecher.hasContent());
    }

    seed.stop();
    long given = seed.transfer().progress().uploaded();
    double copies = (double) given / content.metainfo().length();
    assertTrue(copies < 1.5, "the seed gave " + copies + " copies");
  }

  @Test
  void aLiarIsFoundAndBanned() throws Exception {
    TestContent content = content(64);
    SwarmPeer honest = seed(content, "127.0.4.1", List.of(), 1 << 20);
    SwarmPeer liar = seed(content, "127.0.4.2", List.of(), 1 << 20);
    spoil(TestContent.path(folder.resolve("127.0.4.2"), "film"));
    List<PeerAddress> both = List.of(honest.address("127.0.4.1"), liar.address("127.0.4.2"));
    SwarmPeer leecher = leecher(content, "127.0.4.3", both, 0);
    leecher.awaitCompleted();
    Waiting.until(() -> !banned(leecher).isEmpty());

    assertTrue(leecher.hasContent());
    assertEquals(List.of("127.0.4.2"), banned(leecher));
    assertFalse(failures(leecher) == 0);
  }

  private static List<String> banned(SwarmPeer peer) {
    return peer.events().stream()
        .filter(event -> event instanceof TransferEvent.PeerBanned)
        .map(event -> ((TransferEvent.PeerBanned) event).address().host())
        .distinct()
        .toList();
  }

  private static long failures(SwarmPeer peer) {
    return peer.events().stream()
        .filter(event -> event instanceof TransferEvent.PieceFailed)
        .count();
  }

  /** Changes every other block. */
  private static void spoil(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i += 2 * Blocks.LENGTH) {
      bytes[i] ^= 1;
    }
    Files.write(file, bytes);
  }

  @Test
  void aPeerThatNeverAnswersDoesNotHoldUpTheEnd() throws Exception {
    TestContent content = content(32);
    try (StallingPeer stalling = new StallingPeer(content.metainfo(), "127.0.5.9")) {
      SwarmPeer seed = seed(content, "127.0.5.1", List.of(), 1 << 20);
      List<PeerAddress> both = List.of(stalling.address(), seed.address("127.0.5.1"));
      SwarmPeer leecher = leecher(content, "127.0.5.2", both, 0);
      leecher.awaitCompleted();

      assertTrue(leecher.hasContent());
      assertTrue(stalling.requests() > 0, "the stalling peer was asked for nothing");
    }
  }
}
