package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Whatever a peer sends is refused, skipped, or is a message that is written again byte for byte;
 * and nothing holds on to the input then.
 *
 * <p>Without {@code JAZZER_FUZZ=1} this runs the kept inputs only: {@code
 * src/test/resources/io/skep/protocol/PeerMessageFuzzTestInputs}.
 */
class PeerMessageFuzzTest {
  private static final int MAX_BITFIELD_BYTES = 64;

  @FuzzTest(maxDuration = "10s")
  void readsOrRefuses(byte[] input) {
    readsOrRefusesHandshake(input);
    ByteBuf in = Unpooled.wrappedBuffer(input);
    try {
      readsMessages(in);
    } catch (PeerWireException refused) {
      assertTrue(refused.reason().length() > 10, refused.reason());
    }
    assertEquals(1, in.refCnt());
  }

  private static void readsOrRefusesHandshake(byte[] input) {
    PeerHandshake handshake;
    ByteBuf written = Unpooled.buffer();
    try {
      handshake = PeerHandshake.decode(Unpooled.wrappedBuffer(input));
      if (handshake == null) {
        return;
      }
      handshake.encode(written);
    } catch (PeerWireException refused) {
      return;
    }
    try {
      assertEquals(handshake, PeerHandshake.decode(written));
    } catch (PeerWireException e) {
      throw new AssertionError("our own handshake is refused", e);
    }
  }

  private static void readsMessages(ByteBuf in) throws PeerWireException {
    PeerWire wire = new PeerWire(MAX_BITFIELD_BYTES);
    while (true) {
      int start = in.readerIndex();
      PeerMessage message = wire.decode(in);
      if (message == null) {
        return;
      }
      if (message instanceof PeerMessage.Unknown) {
        continue;
      }
      ByteBuf written = Unpooled.buffer();
      PeerWire.encode(message, written);
      if (message instanceof PeerMessage.Block block) {
        block.data().release();
      }
      // What is skipped of an unknown message goes before.
      int end = in.readerIndex();
      assertTrue(written.readableBytes() <= end - start);
      assertEquals(in.slice(end - written.readableBytes(), written.readableBytes()), written);
    }
  }
}
