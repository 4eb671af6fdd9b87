package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.client.LonelyTorrent.Peer;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import io.skep.protocol.ExtensionHandshake;
import io.skep.protocol.MetadataMessage;
import io.skep.protocol.PeerWireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetadataExchangeTest {
  private static final int PIECE = MetadataMessage.PIECE_LENGTH;
  private static final int METADATA_ID = 7;
  private static final TestContent CONTENT = content();

  private final LonelyTorrent torrent = new LonelyTorrent(CONTENT);
  private final byte[] info = new byte[3 * PIECE + 100];
  private final List<Metainfo> found = new ArrayList<>();
  private final List<String> useless = new ArrayList<>();
  private final List<PeerConnection> liars = new ArrayList<>();
  private final List<PeerConnection> peers = new ArrayList<>();
  private boolean isNoTorrent;
  private final MetadataExchange exchange = new MetadataExchange(null, this::judge, listener());

  private static TestContent content() {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("film", 100_000);
    return TestContent.of(TestContent.Format.V1, 32 * 1024, lengths, new Random(1));
  }

  MetadataExchangeTest() {
    new Random(5).nextBytes(info);
  }

  private @Nullable Metainfo judge(byte[] bytes) throws MetainfoException {
    if (!Arrays.equals(bytes, info)) {
      return null;
    }
    return isNoTorrent ? Metainfo.ofInfo(bytes, List.of(), List.of()) : CONTENT.metainfo();
  }

  private MetadataExchange.Listener listener() {
    return new MetadataExchange.Listener() {
      @Override
      public void found(Metainfo metainfo) {
        found.add(metainfo);
      }

      @Override
      public void useless(MetainfoException why) {
        useless.add(why.reason());
      }

      @Override
      public void lied(PeerConnection peer) {
        liars.add(peer);
        leave(peer);
      }
    };
  }

  @AfterEach
  void close() throws Exception {
    torrent.close();
  }

  private Peer peer(int length) {
    Peer peer = torrent.connect(true).introduce(length, 0);
    peer.sent();
    peers.add(peer.connection);
    return peer;
  }

  private void leave(PeerConnection peer) {
    peers.remove(peer);
    exchange.left(peer);
  }

  private void second() {
    torrent.pass(Duration.ofSeconds(1));
    exchange.ask(peers, torrent.now());
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      second();
    }
  }

  /** The pieces that a peer was asked for since this was called last. */
  private static List<Integer> asked(Peer peer) {
    return messages(peer).stream()
        .map(message -> message instanceof MetadataMessage.Request request ? request.piece() : -1)
        .filter(piece -> piece >= 0)
        .toList();
  }

  private static List<MetadataMessage> messages(Peer peer) {
    List<MetadataMessage> messages = new ArrayList<>();
    for (byte[] payload : peer.sent(METADATA_ID)) {
      try {
        messages.add(MetadataMessage.read(payload));
      } catch (PeerWireException e) {
        throw new IllegalStateException(e);
      }
    }
    return messages;
  }

  private MetadataMessage.Data data(byte[] bytes, int piece) {
    int end = Math.min(bytes.length, (piece + 1) * PIECE);
    return new MetadataMessage.Data(
        piece, bytes.length, Arrays.copyOfRange(bytes, piece * PIECE, end));
  }

  /** The peer answers all that it is asked; true if it was asked for something. */
  private boolean answer(Peer peer, byte[] bytes) {
    List<Integer> pieces = asked(peer);
    pieces.forEach(piece -> exchange.receive(peer.connection, data(bytes, piece)));
    return !pieces.isEmpty();
  }

  private static byte[] changed(byte[] bytes) {
    byte[] copy = bytes.clone();
    copy[copy.length / 2] ^= 1;
    return copy;
  }

  @Test
  void onePeerGivesAllOfIt() {
    Peer peer = peer(info.length);
    exchange.ask(peers, torrent.now());
    for (int i = 0; i < 4; i++) {
      assertEquals(List.of(), found);
      assertTrue(answer(peer, info));
    }
    assertEquals(1, found.size());
    assertEquals(info.length, exchange.size().getAsInt());
    second();
    assertEquals(List.of(), asked(peer));
  }

  @Test
  void severalPeersShareTheWork() {
    Peer one = peer(info.length);
    Peer other = peer(info.length);
    exchange.ask(peers, torrent.now());
    assertEquals(List.of(0), asked(one));
    assertEquals(List.of(1), asked(other));
  }

  @Test
  void whoDoesNotSpeakOfMetadataIsNotAsked() {
    Peer peer = peer(0);
    seconds(30);
    assertEquals(List.of(), asked(peer));
  }

  @Test
  void aPeerThatRefusesDoesNotKeepOthersFromBeingAsked() {
    Peer refusing = peer(100);
    Peer good = peer(100);
    byte[] small = Arrays.copyOf(info, 100);
    int answered = 0;
    for (int i = 0; i < 30 && answered == 0; i++) {
      second();
      for (int piece : asked(refusing)) {
        exchange.receive(refusing.connection, new MetadataMessage.Reject(piece));
      }
      answered += answer(good, small) ? 1 : 0;
    }
    assertEquals(1, answered);
  }

  @Test
  void aPeerThatNeverAnswersDoesNotKeepOthersFromBeingAsked() {
    Peer silent = peer(info.length);
    Peer good = peer(info.length);
    for (int i = 0; i < 60 && found.isEmpty(); i++) {
      second();
      while (answer(good, info)) {
        // It is asked for the next one at once.
      }
    }
    assertEquals(1, found.size());
    assertFalse(asked(silent).isEmpty());
  }

  @Test
  void theOnlyPeerIsAskedAgainWhereAnAnswerWasLost() {
    Peer peer = peer(100);
    second();
    assertEquals(List.of(0), asked(peer));
    seconds(40);
    assertFalse(asked(peer).isEmpty());
  }

  @Test
  void theOnlyPeerIsAskedAgainWhereItRefused() {
    Peer peer = peer(100);
    second();
    asked(peer);
    exchange.receive(peer.connection, new MetadataMessage.Reject(0));
    second();
    assertEquals(List.of(), asked(peer));
    seconds(20);
    assertEquals(List.of(0), asked(peer));
  }

  @Test
  void whoeverLeavesOwesNothing() {
    Peer one = peer(100);
    Peer other = peer(100);
    second();
    assertEquals(List.of(0), asked(one));
    assertEquals(List.of(), asked(other));
    leave(one.connection);
    second();
    assertEquals(List.of(0), asked(other));
  }

  @Test
  void whoSentAllOfAWrongOneLied() {
    Peer liar = peer(info.length);
    exchange.ask(peers, torrent.now());
    while (answer(liar, changed(info))) {
      // It is asked for the next one at once.
    }
    assertEquals(List.of(liar.connection), liars);
    assertEquals(List.of(), found);

    Peer good = peer(info.length);
    for (int i = 0; i < 5; i++) {
      second();
      answer(good, info);
    }
    assertEquals(1, found.size());
  }

  @Test
  void anHonestPeerIsNotBlamedForALiarOfTheSameLength() {
    Peer liar = peer(info.length);
    Peer good = peer(info.length);
    byte[] wrong = info.clone();
    Arrays.fill(wrong, (byte) 1);
    for (int i = 0; i < 200 && found.isEmpty(); i++) {
      second();
      if (peers.contains(liar.connection)) {
        answer(liar, wrong);
      }
      answer(good, info);
    }
    assertEquals(1, found.size());
    assertFalse(liars.contains(good.connection));
  }

  @Test
  void liarsOfOtherLengthsDoNotCrowdTheRightOneOut() {
    for (int i = 0; i < 3 * MetadataExchange.MAX_LENGTHS; i++) {
      peer(1000 + i);
    }
    Peer good = peer(info.length);
    for (int i = 0; i < 300 && found.isEmpty(); i++) {
      second();
      while (answer(good, info)) {
        // It is asked for the next one at once.
      }
    }
    assertEquals(1, found.size());
  }

  @Test
  void onePeerThatClaimsOneLengthAfterTheOtherDoesNotCrowdTheRightOneOut() {
    Peer liar = peer(1000);
    for (int i = 0; i < 12; i++) {
      liar.introduce(2000 + i, 0);
      exchange.ask(peers, torrent.now());
    }
    Peer good = peer(info.length);
    for (int i = 0; i < 100 && found.isEmpty(); i++) {
      second();
      while (answer(good, info)) {
        // It is asked for the next one at once.
      }
    }
    assertEquals(1, found.size());
  }

  @Test
  void aClaimedLengthTakesNoMemory() {
    for (int i = 0; i < MetadataExchange.MAX_LENGTHS; i++) {
      peer(ExtensionHandshake.MAX_METADATA_SIZE - i);
    }
    System.gc();
    long before = used();
    second();
    System.gc();
    assertTrue(used() - before < 64 << 20, "it takes " + (used() - before));
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void whatNobodyAskedForIsNotTaken() {
    Peer peer = peer(info.length);
    Peer other = peer(info.length);
    second();
    for (int piece = 0; piece < 4; piece++) {
      if (piece != 1) {
        exchange.receive(other.connection, data(changed(info), piece));
      }
    }
    while (answer(peer, info) || answer(other, info)) {
      // They are asked for the next one at once.
    }
    assertEquals(1, found.size());
    assertEquals(List.of(), liars);
  }

  @Test
  void whatFitsAndIsNoTorrentEndsIt() {
    isNoTorrent = true;
    Peer peer = peer(info.length);
    exchange.ask(peers, torrent.now());
    while (answer(peer, info)) {
      // It is asked for the next one at once.
    }
    assertEquals(1, useless.size());
    assertEquals(List.of(), liars);
  }

  @Test
  void whoAsksGetsItAndNotWithoutEnd() {
    MetadataExchange seed = new MetadataExchange(info, this::judge, listener());
    Peer peer = peer(0);
    for (int piece = 0; piece < 4; piece++) {
      seed.receive(peer.connection, new MetadataMessage.Request(piece));
      MetadataMessage.Data data = (MetadataMessage.Data) messages(peer).get(0);
      assertArrayEquals(data(info, piece).data(), data.data());
      assertEquals(info.length, data.totalSize());
    }
    seed.receive(peer.connection, new MetadataMessage.Request(4));
    assertEquals(List.of(new MetadataMessage.Reject(4)), messages(peer));
    for (int i = 0; i < 1000; i++) {
      seed.receive(peer.connection, new MetadataMessage.Request(0));
    }
    long given =
        messages(peer).stream().filter(message -> message instanceof MetadataMessage.Data).count();
    assertTrue(given < 50, given + " pieces");
  }

  @Test
  void whoHasItNotRefuses() {
    Peer peer = peer(0);
    exchange.receive(peer.connection, new MetadataMessage.Request(0));
    assertEquals(List.of(new MetadataMessage.Reject(0)), messages(peer));
  }

  @Test
  void whoDoesNotReadGetsNoMore() {
    byte[] large = new byte[4 << 20];
    MetadataExchange seed = new MetadataExchange(large, this::judge, listener());
    Peer peer = peer(0);
    peer.channel.config().setWriteBufferHighWaterMark(1 << 20);
    for (int i = 0; i < 256; i++) {
      seed.receive(peer.connection, new MetadataMessage.Request(i));
    }
    // Nothing was flushed yet.
    assertTrue(peer.channel.unsafe().outboundBuffer().totalPendingWriteBytes() < 2 << 20);
  }
}
