package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerWireTest {
  private static final int ROUNDS = 30;

  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
  private final Random random = new Random(11);
  private final RandomPeerMessages messages = new RandomPeerMessages(random);
  private final PeerWire wire = new PeerWire(300);

  @AfterEach
  void allMemoryIsGivenBack() {
    assertEquals(0, memory.metric().usedDirectMemory());
    assertEquals(0, memory.metric().usedHeapMemory());
  }

  @ParameterizedTest
  @CsvSource({
    "00000000, KeepAlive[]",
    "0000000100, Choke[]",
    "0000000101, Unchoke[]",
    "0000000102, Interested[]",
    "0000000103, NotInterested[]",
    "000000050400000007, Have[piece=7]",
    "0000000d06000000010000400000004000, 'Request[piece=1, begin=16384, length=16384]'",
    "0000000d08000000010000400000004000, 'Cancel[piece=1, begin=16384, length=16384]'",
    "0000000309 1ae1, Port[port=6881]",
    "000000050d00000007, Suggest[piece=7]",
    "000000010e, HaveAll[]",
    "000000010f, HaveNone[]",
    "0000000d10000000010000400000004000, 'Reject[piece=1, begin=16384, length=16384]'",
    "000000051100000007, AllowedFast[piece=7]",
  })
  void writesAndReadsAsTheProposalsSay(String hex, String text) throws PeerWireException {
    ByteBuf in = hex(hex);
    PeerMessage message = wire.decode(in);
    assertNotNull(message);
    assertEquals(text, message.toString());
    assertEquals(0, in.readableBytes());
    assertEquals(hex.replace(" ", ""), ByteBufUtil.hexDump(written(message)));
  }

  @Test
  void writesAndReadsWhatHasBytes() throws PeerWireException {
    assertEquals(
        new PeerMessage.Bitfield(Samples.bytes("ab")), wire.decode(hex("00000003 05 6162")));
    assertEquals(
        new PeerMessage.Extended(3, Samples.bytes("ab")), wire.decode(hex("00000004 14 03 6162")));
    PeerMessage block = wire.decode(hex("0000000b 07 00000001 00000002 6162"));
    assertEquals(new PeerMessage.Block(1, 2, Unpooled.wrappedBuffer(Samples.bytes("ab"))), block);
    String range = "ab".repeat(32) + "00000000 00000008 00000004 00000002";
    HashRange expected = new HashRange(ByteBufUtil.getBytes(hex("ab".repeat(32))), 0, 8, 4, 2);
    assertEquals(new PeerMessage.HashRequest(expected), wire.decode(hex("00000031 15" + range)));
    assertEquals(new PeerMessage.HashReject(expected), wire.decode(hex("00000031 17" + range)));
    assertEquals(
        new PeerMessage.Hashes(expected, ByteBufUtil.getBytes(hex("cd".repeat(32)))),
        wire.decode(hex("00000051 16" + range + "cd".repeat(32))));
  }

  @Test
  void everyKindIsTheSameAfterTheWireHoweverItIsCut() throws PeerWireException {
    for (int round = 0; round < ROUNDS; round++) {
      List<PeerMessage> sent = new ArrayList<>();
      ByteBuf stream = memory.directBuffer();
      for (int i = 0; i < 3 * RandomPeerMessages.kinds(); i++) {
        sent.add(messages.next(i % RandomPeerMessages.kinds()));
        PeerWire.encode(sent.get(i), stream);
      }
      assertEquals(sent, readInParts(stream, round));
    }
  }

  @Test
  void aByteAtATimeIsEnough() throws PeerWireException {
    ByteBuf in = memory.buffer();
    for (int kind = 0; kind < RandomPeerMessages.kinds(); kind++) {
      PeerMessage sent = messages.next(kind);
      ByteBuf stream = written(sent);
      while (stream.readableBytes() > 1) {
        in.writeByte(stream.readByte());
        int before = in.readerIndex();
        assertNull(wire.decode(in));
        assertEquals(before, in.readerIndex());
      }
      in.writeByte(stream.readByte());
      PeerMessage received = wire.decode(in);
      assertNotNull(received);
      assertEquals(sent, received);
      release(received);
      in.discardReadBytes();
    }
    in.release();
  }

  /** Reads the stream as it comes in parts into one composite buffer, and gives the memory back. */
  private List<PeerMessage> readInParts(ByteBuf stream, int round) throws PeerWireException {
    CompositeByteBuf in = memory.compositeBuffer(Integer.MAX_VALUE);
    List<PeerMessage> received = new ArrayList<>();
    while (stream.isReadable()) {
      int part = Math.min(stream.readableBytes(), 1 + random.nextInt(round % 2 == 0 ? 70 : 40_000));
      in.addComponent(true, memory.buffer().writeBytes(stream, part));
      for (PeerMessage message = wire.decode(in); message != null; message = wire.decode(in)) {
        received.add(copied(message));
      }
      in.discardReadComponents();
    }
    assertEquals(0, in.readableBytes());
    assertEquals(1, in.refCnt());
    in.release();
    stream.release();
    return received;
  }

  private static PeerMessage copied(PeerMessage message) {
    if (message instanceof PeerMessage.Block block) {
      byte[] bytes = ByteBufUtil.getBytes(block.data());
      block.data().release();
      return new PeerMessage.Block(block.piece(), block.begin(), Unpooled.wrappedBuffer(bytes));
    }
    return message;
  }

  private static void release(PeerMessage message) {
    if (message instanceof PeerMessage.Block block) {
      block.data().release();
    }
  }

  @Test
  void aBlockIsNotCopied() throws PeerWireException {
    ByteBuf in = memory.directBuffer();
    PeerWire.encodeBlockHeader(3, 16384, 100, in);
    in.writeZero(100);
    PeerMessage.Block block = assertInstanceOf(PeerMessage.Block.class, wire.decode(in));
    in.setByte(PeerWire.BLOCK_HEADER_LENGTH + 5, 42);
    assertEquals(42, block.data().getByte(5));
    assertEquals(100, block.data().readableBytes());
    in.release();
    assertEquals(1, block.data().refCnt());
    block.data().release();
    assertEquals(0, in.refCnt());
  }

  @Test
  void writingABlockLeavesItsDataAsItWas() {
    ByteBuf data = memory.buffer().writeInt(0x01020304);
    ByteBuf out = memory.buffer();
    PeerWire.encode(new PeerMessage.Block(1, 2, data), out);
    assertEquals("0000000d07000000010000000201020304", ByteBufUtil.hexDump(out));
    assertEquals(4, data.readableBytes());
    assertEquals(1, data.refCnt());
    data.release();
    out.release();
  }

  @Test
  void messagesWithoutContentAreAlwaysTheSameObject() throws PeerWireException {
    ByteBuf in = hex("00000000 00000000 0000000100 0000000100");
    assertSame(wire.decode(in), wire.decode(in));
    assertSame(wire.decode(in), wire.decode(in));
  }

  @Test
  void whatIsUnknownIsSkippedAsItComes() throws PeerWireException {
    ByteBuf in = memory.buffer();
    in.writeInt(1000).writeByte(99);
    assertEquals(new PeerMessage.Unknown(99), wire.decode(in));
    for (int i = 0; i < 9; i++) {
      in.writeZero(100);
      assertNull(wire.decode(in));
      assertEquals(0, in.readableBytes());
    }
    in.writeZero(99).writeInt(1).writeByte(0);
    assertSame(PeerMessage.Choke.MESSAGE, wire.decode(in));
    in.writeInt(1).writeByte(254).writeInt(0);
    assertEquals(new PeerMessage.Unknown(254), wire.decode(in));
    assertSame(PeerMessage.KeepAlive.MESSAGE, wire.decode(in));
    in.release();
    assertThrows(
        IllegalArgumentException.class,
        () -> PeerWire.encode(new PeerMessage.Unknown(99), Unpooled.buffer()));
  }

  @ParameterizedTest
  @CsvSource({
    "0010000a, a message of 1048586 bytes is too long",
    "ffffffff, a message of 4294967295 bytes is too long",
    "80000000, a message of 2147483648 bytes is too long",
    "0000000200, 'the message ''choke'' has 1 bytes, not 2'",
    "0000000404, 'the message ''have'' has 5 bytes, not 4'",
    "0000012e05, 'the message ''bitfield'' has 1 to 301 bytes, not 302'",
    "0000000c06, 'the message ''request'' has 13 bytes, not 12'",
    "0000000807, 'the message ''block'' has 9 to 1048585 bytes, not 8'",
    "0000000e08, 'the message ''cancel'' has 13 bytes, not 14'",
    "0000000209, 'the message ''port'' has 3 bytes, not 2'",
    "0000000114, 'the message ''extended'' has 2 to 1048585 bytes, not 1'",
    "0000003215, 'the message ''hash request'' has 49 bytes, not 50'",
    "0000003016, 'the message ''hashes'' has 49 to 264209 bytes, not 48'",
    "0000003216, 'the message ''hashes'' has no whole number of hashes in 50 bytes'",
    "0000003017, 'the message ''hash reject'' has 49 bytes, not 48'",
  })
  void aLengthThatNoSuchMessageHasIsRefusedBeforeItComes(String hex, String words) {
    PeerWireException refused = assertThrows(PeerWireException.class, () -> wire.decode(hex(hex)));
    assertEquals(words, refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000005 04 80000000",
        "00000005 0d ffffffff",
        "00000005 11 80000000",
        "0000000d 06 80000000 00000000 00004000",
        "0000000d 06 00000000 80000000 00004000",
        "0000000d 06 00000000 00000000 80000000",
        "0000000d 08 00000000 00000000 80000000",
        "0000000d 10 00000000 00000000 80000000",
        "0000000a 07 80000000 00000000 00",
        "0000000a 07 00000000 80000000 00",
      })
  void numbersBeyondAnIntAreRefused(String hex) {
    ByteBuf in = hex(hex);
    assertThrows(PeerWireException.class, () -> wire.decode(in));
    assertEquals(1, in.refCnt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000040 00000000 00000002 00000000",
        "80000000 00000000 00000002 00000000",
        "00000000 00000000 00000002 00000040",
        "00000000 00000000 00000000 00000000",
        "00000000 00000004 00000005 00000000",
        "00000000 00000000 00002001 00000000",
        "00000000 00000000 00004000 00000000",
        "00000000 00000000 80000000 00000000",
        "00000000 00000001 00000002 00000000",
        "00000000 80000000 00000002 00000000",
      })
  void rangesOfHashesThatNoTreeHasAreRefused(String range) {
    String content = "00".repeat(32) + range;
    assertThrows(PeerWireException.class, () -> wire.decode(hex("00000031 15" + content)));
    assertThrows(PeerWireException.class, () -> wire.decode(hex("00000031 16" + content)));
    assertThrows(PeerWireException.class, () -> wire.decode(hex("00000031 17" + content)));
  }

  /** What clients ask for whose layer ends: 7 hashes by 4 and 3, 513 by 512 and 1. */
  @ParameterizedTest
  @CsvSource({"4, 3", "512, 1", "8, 5"})
  void aRangeAtTheEndOfALayerMayBeShort(int index, int length) throws PeerWireException {
    PeerMessage request = new PeerMessage.HashRequest(new byte[32], 2, index, length, 3);
    assertEquals(request, wire.decode(written(request)));
  }

  @Test
  void aRangeOfHashesThatNoTreeHasCannotBeMade() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new PeerMessage.HashRequest(new byte[31], 0, 0, 2, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PeerMessage.HashRequest(new byte[32], 0, 4, 5, 0));
  }

  @Test
  void aBoundBeyondTheLongestMessageIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new PeerWire(-1));
    assertThrows(
        IllegalArgumentException.class, () -> new PeerWire(PeerWire.MAX_BITFIELD_BYTES + 1));
  }

  private static ByteBuf hex(String hex) {
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
  }

  private static ByteBuf written(PeerMessage message) {
    ByteBuf out = Unpooled.buffer();
    PeerWire.encode(message, out);
    return out;
  }
}
