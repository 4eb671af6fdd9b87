package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerId;
import io.skep.protocol.PeerHandshake;
import io.skep.protocol.StreamCipher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two handshakers back to back, or one and a test. */
class PeerHandshakerTest {
  private static final InfoHash HASH = new InfoHash(1, 2, 3);
  private static final InfoHash OTHER_HASH = new InfoHash(4, 5, 6);
  private static final PeerId DIALLER = new PeerId(7, 8, 9);
  private static final PeerId ACCEPTOR = new PeerId(10, 11, 12);

  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
  private final List<Side> sides = new ArrayList<>();

  @AfterEach
  void nothingLeaks() {
    for (Side side : sides) {
      side.channel.close();
      side.channel.finishAndReleaseAll();
      assertEquals(1, side.shaken.size() + side.failed.size(), "it was not told how it ended");
    }
    assertEquals(0, memory.metric().usedDirectMemory());
  }

  /** One end, and what its listener heard. */
  private final class Side implements PeerHandshaker.Listener {
    final List<PeerHandshaker.Shaken> shaken = new ArrayList<>();
    final List<String> failed = new ArrayList<>();
    final ByteBuf rest = Unpooled.buffer();
    boolean answered;
    EmbeddedChannel channel = new EmbeddedChannel();
    @Nullable RuntimeException throwsWhenShaken;

    @Override
    public void shaken(PeerHandshaker.Shaken connection, ByteBuf more) {
      shaken.add(connection);
      rest.writeBytes(more);
      connection.channel().pipeline().addLast(new Collector(connection.incoming(), rest));
      if (throwsWhenShaken != null) {
        throw throwsWhenShaken;
      }
    }

    @Override
    public void failed(String why, boolean hasAnswered) {
      failed.add(why);
      answered = hasAnswered;
    }

    Side with(PeerHandshaker handshaker) {
      channel = new EmbeddedChannel();
      channel.config().setAllocator(memory);
      channel.pipeline().addLast(handshaker);
      channel.pipeline().fireChannelActive();
      sides.add(this);
      return this;
    }

    /** What it sent since this was called last. */
    ByteBuf sent() {
      ByteBuf all = memory.directBuffer();
      channel.runPendingTasks();
      channel.flush();
      for (ByteBuf out; (out = channel.readOutbound()) != null; ) {
        all.writeBytes(out);
        out.release();
      }
      return all;
    }

    void receive(ByteBuf bytes) {
      if (bytes.isReadable() && channel.isOpen()) {
        channel.writeInbound(bytes);
      } else {
        bytes.release();
      }
    }

    void receive(byte... bytes) {
      receive(memory.directBuffer().writeBytes(bytes));
    }

    /** Sends this as a stream that has begun. */
    ByteBuf encrypted(String text) {
      ByteBuf bytes = ByteBufUtil.writeAscii(memory, text);
      StreamCipher cipher = shaken.get(0).outgoing();
      if (cipher != null) {
        cipher.apply(bytes);
      }
      return bytes;
    }

    String text() {
      return rest.toString(java.nio.charset.StandardCharsets.US_ASCII);
    }
  }

  private static final class Collector extends ChannelInboundHandlerAdapter {
    private final @Nullable StreamCipher cipher;
    private final ByteBuf target;

    Collector(@Nullable StreamCipher cipher, ByteBuf target) {
      this.cipher = cipher;
      this.target = target;
    }

    @Override
    public void channelRead(io.netty.channel.ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      if (cipher != null) {
        cipher.apply(bytes);
      }
      target.writeBytes(bytes);
      bytes.release();
    }
  }

  private static PeerHandshaker.Identity identity(PeerId peerId, InfoHash... hashes) {
    return new PeerHandshaker.Identity(List.of(hashes), peerId, new Random(peerId.low()));
  }

  private Side dialling(Encryption encryption) {
    Side side = new Side();
    return side.with(
        PeerHandshaker.dialling(identity(DIALLER, HASH), HASH, false, encryption, side));
  }

  private Side accepting(Encryption encryption, PeerId peerId, InfoHash... hashes) {
    Side side = new Side();
    return side.with(PeerHandshaker.accepting(identity(peerId, hashes), false, encryption, side));
  }

  private Side accepting(Encryption encryption) {
    return accepting(encryption, ACCEPTOR, OTHER_HASH, HASH);
  }

  /** Carries bytes to and fro, some at a time, until there are no more. */
  private static void carry(Side one, Side other, int most) {
    boolean more = true;
    while (more) {
      more = carryOneWay(one, other, most);
      more |= carryOneWay(other, one, most);
    }
  }

  private static boolean carryOneWay(Side from, Side to, int most) {
    ByteBuf bytes = from.sent();
    boolean any = bytes.isReadable();
    while (bytes.isReadable()) {
      to.receive(bytes.readRetainedSlice(Math.min(most, bytes.readableBytes())).copy());
      bytes.release(bytes.refCnt() - 1);
    }
    bytes.release();
    return any;
  }

  private static ByteBuf handshake(InfoHash hash, PeerId peerId) {
    ByteBuf out = Unpooled.directBuffer();
    new PeerHandshake(hash, peerId, true, true, false, false).encode(out);
    return out;
  }

  @ParameterizedTest
  @CsvSource({
    "ALLOWED, ALLOWED, 1000", "ALLOWED, ALLOWED, 1", "ALLOWED, ALLOWED, 19",
    "REQUIRED, ALLOWED, 1000", "REQUIRED, ALLOWED, 1", "REQUIRED, ALLOWED, 97",
    "REQUIRED, REQUIRED, 1000", "REQUIRED, REQUIRED, 1", "REQUIRED, REQUIRED, 20"
  })
  void twoOfUsShakeHands(Encryption ours, Encryption theirs, int most) {
    Side dialling = dialling(ours);
    Side accepting = accepting(theirs);
    carry(dialling, accepting, most);

    assertEquals(List.of(), dialling.failed);
    assertEquals(List.of(), accepting.failed);
    assertEquals(ACCEPTOR, dialling.shaken.get(0).theirs().peerId());
    assertEquals(DIALLER, accepting.shaken.get(0).theirs().peerId());
    assertEquals(HASH, accepting.shaken.get(0).theirs().infoHash());
    assertEquals(
        ours == Encryption.REQUIRED, dialling.shaken.get(0).outgoing() != null, "is encrypted");
    assertNull(dialling.channel.pipeline().get(PeerHandshaker.class));

    accepting.receive(dialling.encrypted("from the dialler"));
    dialling.receive(accepting.encrypted("from the acceptor"));
    accepting.receive(dialling.encrypted(", and more"));
    assertEquals("from the dialler, and more", accepting.text());
    assertEquals("from the acceptor", dialling.text());
  }

  @Test
  void whatComesBehindTheHandshakeIsHandedOn() {
    Side accepting = accepting(Encryption.ALLOWED);
    ByteBuf bytes = memory.directBuffer();
    ByteBuf handshake = handshake(HASH, DIALLER);
    bytes.writeBytes(handshake);
    handshake.release();
    ByteBufUtil.writeAscii(bytes, "and more");
    accepting.receive(bytes);
    assertEquals("and more", accepting.text());
    accepting.sent().release();
  }

  @Test
  void aPlainPeerIsRefusedWhereEncryptionIsRequired() {
    Side dialling = dialling(Encryption.ALLOWED);
    Side accepting = accepting(Encryption.REQUIRED);
    carry(dialling, accepting, 1000);

    assertEquals(1, accepting.failed.size());
    assertFalse(accepting.channel.isOpen());
    dialling.channel.close();
    assertEquals(1, dialling.failed.size());
    assertFalse(dialling.answered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALLOWED", "REQUIRED"})
  void whoWantsAnotherTorrentIsRefused(Encryption encryption) {
    Side dialling = dialling(encryption);
    Side accepting = accepting(Encryption.ALLOWED, ACCEPTOR, OTHER_HASH);
    carry(dialling, accepting, 1000);

    assertEquals(List.of("the peer wants a torrent that is not here"), accepting.failed);
    assertEquals(List.of(), accepting.shaken);
    assertFalse(accepting.channel.isOpen());
  }

  @Test
  void whoAnswersForAnotherTorrentIsRefused() {
    Side dialling = dialling(Encryption.ALLOWED);
    dialling.sent().release();
    dialling.receive(copied(handshake(OTHER_HASH, ACCEPTOR)));
    assertEquals(1, dialling.failed.size());
    assertTrue(dialling.answered);
  }

  private ByteBuf copied(ByteBuf bytes) {
    ByteBuf copy = memory.directBuffer().writeBytes(bytes);
    bytes.release();
    return copy;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALLOWED", "REQUIRED"})
  void weDoNotTalkToOurselves(Encryption encryption) {
    Side dialling = dialling(encryption);
    Side accepting = accepting(Encryption.ALLOWED, DIALLER, HASH);
    carry(dialling, accepting, 1000);

    assertEquals(List.of("the peer is this client itself"), accepting.failed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALLOWED", "REQUIRED"})
  void whoSaysNothingIsClosedInTime(Encryption encryption) {
    for (Side side : List.of(dialling(encryption), accepting(encryption))) {
      side.sent().release();
      side.channel.advanceTimeBy(14, TimeUnit.SECONDS);
      side.channel.runScheduledPendingTasks();
      assertEquals(List.of(), side.failed);
      side.channel.advanceTimeBy(2, TimeUnit.SECONDS);
      side.channel.runScheduledPendingTasks();
      assertEquals(List.of("did not shake hands in time"), side.failed);
      assertFalse(side.answered);
      assertFalse(side.channel.isOpen());
    }
  }

  @Test
  void whoSaysAByteNowAndThenIsClosedInTimeAllTheSame() {
    Side accepting = accepting(Encryption.ALLOWED);
    ByteBuf handshake = handshake(HASH, DIALLER);
    for (int second = 0; second < 16 && accepting.channel.isOpen(); second++) {
      accepting.receive(handshake.readByte());
      accepting.channel.advanceTimeBy(1, TimeUnit.SECONDS);
      accepting.channel.runScheduledPendingTasks();
    }
    handshake.release();
    assertEquals(1, accepting.failed.size());
    assertTrue(accepting.answered);
  }

  @Test
  void noTimerIsLeftBehind() {
    Side dialling = dialling(Encryption.ALLOWED);
    Side accepting = accepting(Encryption.ALLOWED);
    carry(dialling, accepting, 1000);
    for (Side side : List.of(dialling, accepting)) {
      assertEquals(-1, side.channel.runScheduledPendingTasks());
      side.channel.advanceTimeBy(1, TimeUnit.HOURS);
      side.channel.runScheduledPendingTasks();
      assertTrue(side.channel.isOpen());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nonsenseIsRefusedAndTakesLittle(long seed) {
    Random random = new Random(seed);
    Encryption encryption = seed % 2 == 0 ? Encryption.ALLOWED : Encryption.REQUIRED;
    Side side = seed < 5 ? dialling(encryption) : accepting(encryption);
    byte[] nonsense = new byte[100_000];
    random.nextBytes(nonsense);
    int position = 0;
    while (side.channel.isOpen() && position < nonsense.length) {
      int length = Math.min(1 + random.nextInt(400), nonsense.length - position);
      side.receive(Arrays.copyOfRange(nonsense, position, position + length));
      position += length;
      side.sent().release();
    }
    assertEquals(1, side.failed.size());
    assertTrue(position < 2000, "it took " + position + " bytes");
  }

  @Test
  void whoHangsUpIsHeardOf() {
    Side dialling = dialling(Encryption.ALLOWED);
    dialling.sent().release();
    dialling.channel.close();
    assertEquals(List.of("hung up"), dialling.failed);
    assertFalse(dialling.answered);
  }

  @Test
  void nothingIsReadAfterAFailure() {
    Side accepting = accepting(Encryption.REQUIRED);
    ByteBuf bytes = memory.directBuffer();
    ByteBuf handshake = handshake(HASH, DIALLER);
    bytes.writeBytes(handshake);
    handshake.release();
    accepting.receive(bytes);
    assertEquals(1, accepting.failed.size());
    assertNotNull(accepting.channel);
    assertEquals(0, accepting.rest.readableBytes());
  }

  @Test
  void aListenerThatFailsLeavesNothingBehind() {
    Side accepting = new Side();
    accepting.throwsWhenShaken = new IllegalStateException("a test");
    accepting.with(
        PeerHandshaker.accepting(identity(ACCEPTOR, HASH), false, Encryption.ALLOWED, accepting));
    accepting.receive(copied(handshake(HASH, DIALLER)));
    accepting.channel.runPendingTasks();
    assertFalse(accepting.channel.isOpen());
  }
}
