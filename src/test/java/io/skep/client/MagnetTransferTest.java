package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufUtil;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.metainfo.HashLayers;
import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.protocol.HashRange;
import io.skep.protocol.PeerMessage;
import io.vertx.core.Vertx;
import java.io.EOFException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transfers that begin with an info-hash alone, and what version 2 needs for that (BEP 52). */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder.
@Timeout(120)
class MagnetTransferTest {
  private static final int PIECE = 16 * 1024;

  /** In so many questions its layers are asked for: of 600 hashes, 3 and 513. */
  private static final int PARTS = 5;

  private static final String SEED = "127.0.3.1";
  private static final String LEECHER = "127.0.3.2";
  private static final String RAW = "127.0.3.3";

  private final Path folder;
  private final Vertx vertx = Vertx.vertx();

  MagnetTransferTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() throws Exception {
    Waiting.forResult(vertx.close());
  }

  private static TestContent content(TestContent.Format format) {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("a", 600 * PIECE - 5);
    lengths.put("b", 3 * PIECE);
    lengths.put("c/empty", 0);
    lengths.put("c/one", 1);
    lengths.put("d", 513 * PIECE);
    return TestContent.of(format, PIECE, lengths, new Random(2));
  }

  private SwarmPeer seed(TestContent content) throws Exception {
    return SwarmPeer.seed(vertx, content, folder.resolve("seed"), SEED, UnaryOperator.identity());
  }

  private SwarmPeer leech(TestContent content, UnaryOperator<Transfer.Builder> settings)
      throws Exception {
    return SwarmPeer.start(vertx, content, folder.resolve("leech"), LEECHER, settings);
  }

  @ParameterizedTest
  @EnumSource
  void aLinkIsEnough(TestContent.Format format) throws Exception {
    TestContent content = content(format);
    SwarmPeer seed = seed(content);
    List<PeerAddress> known = List.of(seed.address(SEED));
    SwarmPeer leecher =
        leech(content, builder -> builder.magnet(MagnetLink.to(content.metainfo())).peers(known));
    Metainfo metainfo = Waiting.forResult(leecher.transfer().metainfo());
    assertArrayEquals(content.metainfo().info(), metainfo.info());
    leecher.awaitCompleted();
    leecher.stop();
    seed.stop();
    assertTrue(leecher.hasContent());
    if (format == TestContent.Format.V2) {
      assertArrayEquals(content.metainfo().torrent(), metainfo.torrent());
    }
  }

  /** It is fetched from a liar first, then from one who has its layers by the wire alone. */
  @Test
  void aTorrentWithoutLayersGetsThemFromThoseWhoTellTheTruth() throws Exception {
    TestContent content = content(TestContent.Format.V2);
    Metainfo bare = Metainfo.ofInfo(content.metainfo().info(), List.of(), List.of());
    SwarmPeer leecher = leech(content, builder -> builder.torrent(bare));
    InfoHash infoHash = content.metainfo().infoHashes().get(0);
    HashLayers layers = new HashLayers(content.metainfo());
    try (RawPeer liar = new RawPeer(RAW, leecher.address(LEECHER), infoHash)) {
      HashRange range = liar.next(PeerMessage.HashRequest.class).range();
      byte[] wrong = answer(layers, range);
      wrong[0] ^= 1;
      liar.send(new PeerMessage.Hashes(range, wrong));
      assertThrows(EOFException.class, () -> liar.next(PeerMessage.Block.class));
    }
    assertEquals(TransferProgress.State.METADATA, leecher.transfer().progress().state());
    try (RawPeer honest = new RawPeer("127.0.3.4", leecher.address(LEECHER), infoHash)) {
      for (int part = 0; part < PARTS; part++) {
        HashRange range = honest.next(PeerMessage.HashRequest.class).range();
        honest.send(new PeerMessage.Hashes(range, answer(layers, range)));
      }
      assertArrayEquals(
          content.metainfo().torrent(), Waiting.forResult(leecher.transfer().metainfo()).torrent());
    }
    leecher.stop();
  }

  private static byte[] answer(HashLayers layers, HashRange range) {
    return Objects.requireNonNull(
        layers.answer(
            range.root(), range.baseLayer(), range.index(), range.length(), range.proofLayers()));
  }

  @Test
  void aSeedTellsHashesAndRefusesWhatItDoesNotKnow() throws Exception {
    TestContent content = content(TestContent.Format.V2);
    SwarmPeer seed = seed(content);
    InfoHash infoHash = content.metainfo().infoHashes().get(0);
    HashLayers layers = new HashLayers(content.metainfo());
    byte[] root = Objects.requireNonNull(content.metainfo().files().get(0).piecesRoot());
    try (RawPeer peer = new RawPeer(RAW, seed.address(SEED), infoHash)) {
      HashRange range = new HashRange(root, 0, 512, 88, 9);
      peer.send(new PeerMessage.HashRequest(range));
      PeerMessage.Hashes hashes = peer.next(PeerMessage.Hashes.class);
      assertEquals(new PeerMessage.Hashes(range, answer(layers, range)), hashes);
      for (HashRange other :
          List.of(
              new HashRange(root, 1, 0, 2, 0),
              new HashRange(root, 0, 1024, 2, 0),
              new HashRange(root, 0, 0, 2, 10),
              new HashRange(new byte[32], 0, 0, 2, 0))) {
        peer.send(new PeerMessage.HashRequest(other));
        assertEquals(other, peer.next(PeerMessage.HashReject.class).range());
      }
    }
    seed.stop();
  }

  /** libtorrent asks for whole blocks where the file ends sooner. */
  @Test
  void aSeedGivesTheZerosAfterAFilesEnd() throws Exception {
    TestContent content = content(TestContent.Format.V2);
    SwarmPeer seed = seed(content);
    InfoHash infoHash = content.metainfo().infoHashes().get(0);
    int piece = content.metainfo().layout().firstPiece(3);
    byte[] expected = Arrays.copyOf(content.piece(piece), PIECE);
    assertEquals(1, content.piece(piece).length);
    try (RawPeer peer = new RawPeer(RAW, seed.address(SEED), infoHash)) {
      peer.send(PeerMessage.Interested.MESSAGE);
      peer.next(PeerMessage.Unchoke.class);
      peer.send(new PeerMessage.Request(piece, 0, PIECE));
      assertArrayEquals(expected, ByteBufUtil.getBytes(peer.next(PeerMessage.Block.class).data()));
      peer.send(new PeerMessage.Request(piece, 1, PIECE));
      assertThrows(EOFException.class, () -> peer.next(PeerMessage.Block.class));
    }
    seed.stop();
  }

  @Test
  void aPeerThatAsksForHashesWithoutEndIsClosed() throws Exception {
    TestContent content = content(TestContent.Format.V2);
    SwarmPeer seed = seed(content);
    byte[] root = Objects.requireNonNull(content.metainfo().files().get(0).piecesRoot());
    HashRange range = new HashRange(root, 0, 0, 512, 9);
    InfoHash infoHash = content.metainfo().infoHashes().get(0);
    try (RawPeer peer = new RawPeer(RAW, seed.address(SEED), infoHash)) {
      assertThrows(
          EOFException.class,
          () -> {
            for (int asked = 0; asked < 1000; asked++) {
              peer.send(new PeerMessage.HashRequest(range));
              peer.next(PeerMessage.Hashes.class);
            }
          });
    }
    seed.stop();
  }
}
