package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerHandshakeTest {
  private static final String PROTOCOL = "13426974546f7272656e742070726f746f636f6c";

  @ParameterizedTest
  @CsvSource({
    "0000000000000000, false, false, false, false",
    "0000000000000004, true, false, false, false",
    "0000000000100000, false, true, false, false",
    "0000000000000010, false, false, true, false",
    "0000000000000001, false, false, false, true",
    "0000000000100015, true, true, true, true",
  })
  void theReservedBitsSayWhatThePeerCan(
      String reserved, boolean fast, boolean extensions, boolean v2, boolean dht)
      throws PeerWireException {
    PeerHandshake handshake =
        new PeerHandshake(Samples.INFO_HASH, Samples.PEER_ID, fast, extensions, v2, dht);
    ByteBuf out = Unpooled.buffer();
    handshake.encode(out);
    assertEquals(
        PROTOCOL + reserved + Samples.INFO_HASH_HEX + Samples.PEER_ID_HEX,
        ByteBufUtil.hexDump(out));
    assertEquals(PeerHandshake.LENGTH, out.readableBytes());
    out.writeByte(7);
    assertEquals(handshake, PeerHandshake.decode(out));
    assertEquals(1, out.readableBytes());
  }

  @Test
  void bitsThatNobodyKnowsAreNoFault() throws PeerWireException {
    ByteBuf in = hex(PROTOCOL + "ffffffffffffffff" + Samples.INFO_HASH_HEX + Samples.PEER_ID_HEX);
    assertEquals(
        new PeerHandshake(Samples.INFO_HASH, Samples.PEER_ID, true, true, true, true),
        PeerHandshake.decode(in));
  }

  @Test
  void nothingIsReadBeforeItIsWhole() throws PeerWireException {
    ByteBuf whole = hex(PROTOCOL + "00".repeat(48));
    for (int length = 0; length < PeerHandshake.LENGTH; length++) {
      ByteBuf part = whole.slice(0, length);
      assertTrue(PeerHandshake.mayBegin(part));
      assertNull(PeerHandshake.decode(part));
      assertEquals(length, part.readableBytes());
    }
  }

  @Test
  void anotherProtocolIsToldByItsFirstWrongByte() {
    for (int wrong = 0; wrong < 20; wrong++) {
      ByteBuf in = hex(PROTOCOL);
      in.setByte(wrong, ~in.getByte(wrong));
      assertTrue(PeerHandshake.mayBegin(in.slice(0, wrong)));
      ByteBuf known = in.slice(0, wrong + 1);
      assertFalse(PeerHandshake.mayBegin(known));
      assertThrows(PeerWireException.class, () -> PeerHandshake.decode(known));
    }
  }

  private static ByteBuf hex(String hex) {
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
  }
}
