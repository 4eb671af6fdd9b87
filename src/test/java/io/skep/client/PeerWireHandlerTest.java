package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.skep.client.LonelyTorrent.Peer;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that come in pieces; each buffer that is given must be let go of. */
class PeerWireHandlerTest {
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

  /** Puts bytes into the channel, in reads whose lengths the supplier says. */
  private void read(ByteBuf bytes, IntSupplier lengths) {
    while (bytes.isReadable() && peer.channel.isOpen()) {
      int length = Math.min(Math.max(1, lengths.getAsInt()), bytes.readableBytes());
      ByteBuf read = torrent.memory.directBuffer(length).writeBytes(bytes, length);
      peer.channel.writeInbound(read);
    }
    bytes.release();
  }

  /**
   * Puts bytes where the handler wants them, as a socket does; answers how often that was its own.
   */
  @SuppressWarnings(
      "deprecation") // The socket takes the handle as its newer kind, of the same type.
  private int readToItsPlace(ByteBuf bytes, IntSupplier lengths) {
    RecvByteBufAllocator.Handle reads =
        peer.channel.config().<RecvByteBufAllocator>getRecvByteBufAllocator().newHandle();
    int own = 0;
    while (bytes.isReadable() && peer.channel.isOpen()) {
      ByteBuf read = reads.allocate(torrent.memory);
      own += read.refCnt() > 1 ? 1 : 0;
      int room = Math.min(read.writableBytes(), bytes.readableBytes());
      read.writeBytes(bytes, Math.min(Math.max(1, lengths.getAsInt()), room));
      peer.channel.writeInbound(read);
    }
    bytes.release();
    return own;
  }

  private static ByteBuf wire(List<PeerMessage> messages) {
    ByteBuf out = Unpooled.buffer();
    for (PeerMessage message : messages) {
      PeerWire.encode(message, out);
      if (message instanceof PeerMessage.Block block) {
        block.data().release();
      }
    }
    return out;
  }

  private static PeerMessage.Block block(Random random, int most) {
    byte[] data = new byte[random.nextInt(3) == 0 ? random.nextInt(most) : most];
    return new PeerMessage.Block(random.nextInt(9), 0, Unpooled.wrappedBuffer(data));
  }

  /** Messages of which none lets the connection be closed. */
  private static List<PeerMessage> messages(Random random, int count, int longest) {
    List<PeerMessage> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int piece = random.nextInt(1000);
      messages.add(
          switch (random.nextInt(12)) {
            case 0 -> PeerMessage.Interested.MESSAGE;
            case 1 -> PeerMessage.Choke.MESSAGE;
            case 2 -> PeerMessage.Unchoke.MESSAGE;
            case 3 -> PeerMessage.NotInterested.MESSAGE;
            case 4, 5 -> new PeerMessage.Have(piece);
            case 6 -> new PeerMessage.Extended(99, new byte[random.nextInt(longest)]);
            case 7 -> new PeerMessage.Port(7);
            case 8 -> new PeerMessage.Suggest(piece);
            case 9, 10 -> block(random, Math.min(longest, Blocks.LENGTH));
            default -> PeerMessage.KeepAlive.MESSAGE;
          });
    }
    return messages;
  }

  /** What the connection was told can be seen by its answers: each request is refused. */
  private static List<PeerMessage> withMarks(List<PeerMessage> messages) {
    List<PeerMessage> marked = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      marked.add(messages.get(i));
      marked.add(new PeerMessage.Request(i, 1, 2));
    }
    return marked;
  }

  private void check(List<PeerMessage> messages, IntSupplier lengths) {
    read(wire(withMarks(messages)), lengths);
    checkThatAllCame(messages);
  }

  private void checkThatAllCame(List<PeerMessage> messages) {
    assertFalse(peer.connection.isClosed());
    List<Integer> refused = new ArrayList<>();
    for (PeerMessage message : peer.sent()) {
      if (message instanceof PeerMessage.Reject reject) {
        refused.add(reject.piece());
      }
    }
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      expected.add(i);
    }
    assertEquals(expected, refused);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void howeverMessagesAreCutAllOfThemCome(long seed) {
    Random random = new Random(seed);
    int most = new int[] {2, 7, 40, 3000, 16_500, 70_000, 300_000, 5}[(int) (seed - 1)];
    check(messages(random, 60, most < 50 ? 100 : 70_000), () -> 1 + random.nextInt(most));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void longMessagesAreReadToWhereTheyStay(long seed) {
    Random random = new Random(seed);
    int most = new int[] {1000, 16_500, 70_000, 200_000, 300_000, 2_000_000}[(int) (seed - 1)];
    List<PeerMessage> messages = messages(random, 40, 70_000);
    for (int length : new int[] {65_523, 65_524, 262_144, 262_145, 1_000_000, 1 << 20}) {
      ByteBuf data = Unpooled.wrappedBuffer(new byte[length]);
      messages.add(random.nextInt(messages.size()), new PeerMessage.Block(1, 0, data));
    }
    int own = readToItsPlace(wire(withMarks(messages)), () -> 1 + random.nextInt(most));
    assertTrue(own > 0);
    checkThatAllCame(messages);
    assertEquals(0, buffered(peer.channel));
    assertEquals(0, torrent.memory.metric().usedDirectMemory());
  }

  @Test
  void byteByByte() {
    check(messages(new Random(9), 60, 50), () -> 1);
  }

  @Test
  void allAtOnce() {
    check(messages(new Random(10), 100, 70_000), () -> Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aKeepAliveMayLieAtACut(int first) {
    List<PeerMessage> messages =
        List.of(
            PeerMessage.KeepAlive.MESSAGE,
            PeerMessage.KeepAlive.MESSAGE,
            new PeerMessage.Have(3),
            PeerMessage.KeepAlive.MESSAGE);
    int[] next = {first};
    check(
        messages,
        () -> {
          int length = next[0];
          next[0] = 3;
          return length;
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 6, 50_000, 1_000_000})
  void messagesThatNobodyKnowsAreSkipped(int read) {
    ByteBuf bytes = Unpooled.buffer();
    for (int length : new int[] {1, 2, 5, 100, 20_000}) {
      bytes.writeInt(length).writeByte(77).writeZero(length - 1);
      PeerWire.encode(new PeerMessage.Request(length, 1, 2), bytes);
    }
    read(bytes, () -> read);
    assertFalse(peer.connection.isClosed());
    assertEquals(5, peer.sent().size());
  }

  @Test
  void aLengthThatIsOnlyClaimedTakesNoMemory() {
    ByteBuf bytes = Unpooled.buffer();
    bytes.writeInt(1_000_000).writeByte(20).writeByte(9).writeByte(1);
    read(bytes, () -> 100);
    assertFalse(peer.connection.isClosed());
    assertTrue(buffered(peer.channel) <= 300 * 1024, "it takes " + buffered(peer.channel));
  }

  private static int buffered(EmbeddedChannel channel) {
    return channel.pipeline().get(PeerWireHandler.class).buffered();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 17, 16_000, 100_000})
  void nonsenseClosesAndNothingIsReadAfterIt(int read) {
    ByteBuf bytes =
        wire(List.of(block(new Random(1), Blocks.LENGTH), new PeerMessage.Request(1, 1, 2)));
    bytes.writeInt(-5).writeZero(100);
    PeerWire.encode(new PeerMessage.Request(2, 1, 2), bytes);
    bytes.writeZero(50_000);
    read(bytes, () -> read);
    peer.channel.runPendingTasks();
    assertTrue(peer.connection.isClosed());
    assertFalse(peer.channel.isActive());
  }

  @Test
  void whatWasBegunIsLetGoOfWhenThePeerGoes() {
    ByteBuf bytes = Unpooled.buffer();
    bytes.writeInt(9 + Blocks.LENGTH).writeByte(7).writeInt(1).writeInt(0).writeZero(3000);
    read(bytes, () -> 100);
    assertTrue(buffered(peer.channel) > 0);
    peer.channel.close();
    peer.channel.runPendingTasks();
    assertTrue(peer.connection.isClosed());
    assertEquals(0, torrent.memory.metric().usedDirectMemory());
  }
}
