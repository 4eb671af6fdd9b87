package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;

/**
 * Whatever a side of message stream encryption is sent it refuses, waits for more, or is done, and
 * sends no more than it must: as first bytes, and behind an honest beginning.
 *
 * <p>Without {@code JAZZER_FUZZ=1} this runs the kept inputs only: {@code
 * src/test/resources/io/skep/protocol/EncryptionFuzzTestInputs}.
 */
class EncryptionFuzzTest {
  private static final int MAX_ANSWER = EncryptionKey.LENGTH + 512 + 20 + 20 + 14 + 512 + 2;

  private final Random random = new Random(3);
  private final EncryptionKey ours = EncryptionKey.generate(random);
  private final EncryptionKey theirs = EncryptionKey.generate(random);

  @FuzzTest(maxDuration = "10s")
  void agreesOrRefuses(byte[] input) throws PeerWireException {
    EncryptionSecret secret = new EncryptionSecret(theirs.agree(ours.open()));
    feed(initiator(), Unpooled.wrappedBuffer(input));
    feed(responder(), Unpooled.wrappedBuffer(input));

    ByteBuf offer = Unpooled.buffer();
    offer.writeBytes(theirs.open());
    offer.writeBytes(secret.mark()).writeBytes(secret.hidden(Samples.INFO_HASH));
    offer.writeBytes(encrypted(secret.fromInitiator(Samples.INFO_HASH), input));
    feed(responder(), offer);

    ByteBuf answer = Unpooled.buffer();
    answer.writeBytes(theirs.open());
    answer.writeBytes(encrypted(secret.fromResponder(Samples.INFO_HASH), input));
    feed(initiator(), answer);
  }

  private static byte[] encrypted(StreamCipher cipher, byte[] input) {
    byte[] bytes = input.clone();
    cipher.apply(bytes);
    return bytes;
  }

  private EncryptionInitiator initiator() {
    return new EncryptionInitiator(Samples.INFO_HASH, true, new byte[0], ours, random);
  }

  private EncryptionResponder responder() {
    return new EncryptionResponder(List.of(Samples.INFO_HASH), true, ours, random);
  }

  private static void feed(EncryptionInitiator initiator, ByteBuf in) {
    ByteBuf out = Unpooled.buffer();
    try {
      if (initiator.feed(in, out) == EncryptionState.DONE && initiator.incoming() == null) {
        assertNull(initiator.outgoing());
      }
    } catch (PeerWireException refused) {
      assertTrue(refused.reason().length() > 10, refused.reason());
    }
    assertTrue(out.readableBytes() <= MAX_ANSWER);
  }

  private static void feed(EncryptionResponder responder, ByteBuf in) {
    ByteBuf out = Unpooled.buffer();
    try {
      if (responder.feed(in, out) == EncryptionState.DONE) {
        assertEquals(Samples.INFO_HASH, responder.infoHash());
        assertTrue(responder.initialPayload().length <= 0xFFFF);
      }
    } catch (PeerWireException refused) {
      assertTrue(refused.reason().length() > 10, refused.reason());
    }
    assertTrue(out.readableBytes() <= MAX_ANSWER);
  }
}
