package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.skep.bittorrent.PeerAddress;
import io.skep.client.LonelyTorrent.Peer;
import io.skep.protocol.PeerMessage;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerConnectionTest {
  private final LonelyTorrent torrent = new LonelyTorrent(content());
  private final Peer peer = torrent.connect(true);

  private static TestContent content() {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("film", 100_000);
    return TestContent.of(TestContent.Format.V1, 32 * 1024, lengths, new Random(1));
  }

  @AfterEach
  void close() throws Exception {
    torrent.close();
  }

  private boolean isClosed() {
    peer.channel.runPendingTasks();
    return peer.connection.isClosed();
  }

  @Test
  void whatIsSentTogetherGoesOutTogetherAndInOrder() {
    for (int piece = 0; piece < 5000; piece++) {
      peer.connection.send(new PeerMessage.Have(piece));
    }
    List<PeerMessage> sent = peer.sent();
    assertEquals(5000, sent.size());
    assertEquals(new PeerMessage.Have(4999), sent.get(4999));
  }

  @Test
  void aBlockIsNotCopiedAndASmallPartOfOneDoesNotHoldAllOfIt() {
    ByteBuf window = torrent.memory.directBuffer(256 * 1024).writeZero(256 * 1024);
    peer.connection.sendBlock(0, 0, window.retainedSlice(0, Blocks.LENGTH));
    assertEquals(2, window.refCnt());
    peer.connection.sendBlock(0, 0, window.retainedSlice(0, 1));
    assertEquals(2, window.refCnt());
    assertEquals(2, peer.sent().size());
    assertEquals(1, window.refCnt());
    window.release();
  }

  @Test
  void whatCouldNotBeSentIsLetGoOf() {
    ByteBuf window = torrent.memory.directBuffer(Blocks.LENGTH).writeZero(Blocks.LENGTH);
    peer.connection.sendBlock(0, 0, window.retainedSlice());
    peer.connection.send(new PeerMessage.Have(1));
    peer.connection.close("a test");
    peer.connection.sendBlock(0, 0, window.retainedSlice());
    peer.connection.send(new PeerMessage.Have(1));
    peer.connection.close("a test");
    assertTrue(isClosed());
    assertEquals(1, window.refCnt());
    assertEquals(0, peer.connection.upload().total());
    window.release();
  }

  @Test
  void aBlockCountsWhenItHasGone() {
    ByteBuf window = torrent.memory.directBuffer(Blocks.LENGTH).writeZero(Blocks.LENGTH);
    peer.connection.sendBlock(0, 0, window);
    assertEquals(0, peer.connection.upload().total());
    peer.sent();
    assertEquals(Blocks.LENGTH, peer.connection.upload().total());
  }

  @Test
  void whoAsksAndDoesNotReadIsClosed() {
    int asked = 0;
    // In one read, so that nothing is flushed meanwhile.
    peer.connection.readBegins();
    while (!isClosed()) {
      for (int i = 0; i < 1000; i++) {
        peer.receive(new PeerMessage.Request(1, 0, Blocks.LENGTH));
      }
      assertTrue(++asked <= 1000, "it gets answers without end");
    }
    assertTrue(asked > 100);
  }

  @Test
  void whoSaysAgainAndAgainWhatItHasIsClosed() {
    byte[] bits = {(byte) 0xF0};
    peer.receive(new PeerMessage.Bitfield(bits));
    peer.receive(PeerMessage.HaveAll.MESSAGE);
    peer.receive(PeerMessage.HaveNone.MESSAGE);
    assertFalse(isClosed());
    for (int i = 0; i < 10; i++) {
      peer.receive(new PeerMessage.Bitfield(bits));
    }
    assertTrue(isClosed());
  }

  @Test
  void whoIntroducesItselfAgainAndAgainIsClosed() {
    for (int i = 0; i < 5; i++) {
      peer.introduce(100 + i, 7);
    }
    assertFalse(isClosed());
    assertEquals(104, peer.connection.extensions().metadataSize().getAsInt());
    for (int i = 0; i < 20; i++) {
      peer.introduce(0, 7);
    }
    assertTrue(isClosed());
  }

  @Test
  void thePortThatAPeerSaidFirstStays() {
    Peer incoming = torrent.connect(true, PeerAddress.ipv4(99, 5), false);
    assertNull(incoming.connection.reachableAt());
    incoming.introduce(0, 7).introduce(0, 8);
    assertEquals(PeerAddress.ipv4(99, 7), incoming.connection.reachableAt());
  }

  @Test
  void onlyExtensionsThatWeKnowAreRemembered() {
    ByteBuf payload = Unpooled.buffer();
    StringBuilder names = new StringBuilder("d1:md");
    for (int i = 1000; i < 1500; i++) {
      names.append("4:").append(i).append("i9e");
    }
    names.append("6:ut_pexi3eee");
    payload.writeBytes(names.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    byte[] bytes = new byte[payload.readableBytes()];
    payload.readBytes(bytes);
    peer.receive(new PeerMessage.Extended(0, bytes));
    assertFalse(isClosed());
    assertTrue(peer.connection.extensions().speaks("ut_pex"));
    assertFalse(peer.connection.extensions().speaks("1234"));
  }

  @Test
  void extensionMessagesThatAreNoneCloseIt() {
    peer.receive(new PeerMessage.Extended(0, new byte[] {1, 2, 3}));
    assertTrue(isClosed());
  }

  @Test
  void aQuietConnectionIsKeptAliveAndASilentOneClosed() {
    for (int second = 0; second < 230; second++) {
      torrent.pass(Duration.ofSeconds(1));
      peer.connection.tick(torrent.now());
    }
    long keptAlive =
        peer.sent().stream().filter(message -> message instanceof PeerMessage.KeepAlive).count();
    assertEquals(1, Math.min(1, keptAlive));
    assertFalse(isClosed());
    for (int second = 0; second < 20; second++) {
      torrent.pass(Duration.ofSeconds(1));
      peer.connection.tick(torrent.now());
    }
    assertTrue(isClosed());
  }

  @Test
  void aPieceNumberThatNoTorrentHasClosesIt() {
    peer.receive(new PeerMessage.Have(PeerConnection.MAX_PIECES - 1));
    assertFalse(isClosed());
    peer.receive(new PeerMessage.Have(PeerConnection.MAX_PIECES));
    assertTrue(isClosed());
  }

  @Test
  void aBitfieldSaysTheFirstPieceWithTheHighestBit() {
    BitSet pieces = new BitSet();
    pieces.set(0);
    pieces.set(9);
    assertEquals(
        new PeerMessage.Bitfield(new byte[] {(byte) 0x80, 0x40, 0}),
        PeerConnection.bitfield(pieces, 17));
    peer.receive(PeerConnection.bitfield(pieces, 17));
    assertEquals(pieces, peer.connection.download().pieces());
  }

  @Test
  void whatIsAllowedFastIsBounded() {
    for (int piece = 0; piece < 100_000; piece++) {
      peer.receive(new PeerMessage.AllowedFast(piece));
    }
    assertFalse(isClosed());
    peer.receive(PeerMessage.HaveAll.MESSAGE);
    assertTrue(peer.connection.download().mayAsk(0));
    assertFalse(peer.connection.download().mayAsk(PeerConnection.MAX_ALLOWED_FAST));
  }
}
