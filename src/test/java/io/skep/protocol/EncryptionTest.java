package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.skep.bittorrent.InfoHash;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides of message stream encryption against each other, and against nonsense. */
class EncryptionTest {
  private static final byte[] HELLO = Samples.bytes("hello, this is the handshake");
  private static final int ROUNDS = 50;

  private final Random random = new Random(7);

  @ParameterizedTest(name = "plaintext allowed by the initiator {0}, by the responder {1}")
  @CsvSource({"true, true, false", "true, false, true", "false, true, true", "false, false, true"})
  void bothSidesAgree(boolean initiatorPlain, boolean responderPlain, boolean encrypted)
      throws PeerWireException {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] payload = round % 3 == 0 ? new byte[0] : HELLO;
      EncryptionInitiator initiator = initiator(Samples.INFO_HASH, initiatorPlain, payload);
      EncryptionResponder responder = responder(responderPlain);
      Wire wire = new Wire(initiator, responder);
      wire.run(round % 2 == 0 ? 1 : 1 + random.nextInt(700));

      assertEquals(Samples.INFO_HASH, responder.infoHash());
      assertArrayEquals(payload, responder.initialPayload());
      assertEquals(0, wire.toInitiator.readableBytes());
      assertEquals(0, wire.toResponder.readableBytes());
      if (encrypted) {
        assertStreams(initiator.outgoing(), responder.incoming());
        assertStreams(responder.outgoing(), initiator.incoming());
      } else {
        assertNull(initiator.outgoing());
        assertNull(initiator.incoming());
        assertNull(responder.outgoing());
        assertNull(responder.incoming());
      }
    }
  }

  /** What one side encrypts the other decrypts, and it isn't readable between. */
  private void assertStreams(@Nullable StreamCipher from, @Nullable StreamCipher to) {
    byte[] plain = new byte[10_000];
    random.nextBytes(plain);
    ByteBuf heap = Unpooled.copiedBuffer(plain);
    ByteBuf direct = Unpooled.directBuffer();
    try {
      cipher(from).apply(heap);
      assertTrue(ByteBufUtil.indexOf(Unpooled.wrappedBuffer(plain, 0, 16), heap) < 0);
      direct.writeBytes(heap, heap.readerIndex(), heap.readableBytes());
      int cut = random.nextInt(plain.length);
      cipher(to).apply(direct, 0, cut);
      cipher(to).apply(direct, cut, plain.length - cut);
      assertArrayEquals(plain, ByteBufUtil.getBytes(direct));
    } finally {
      direct.release();
    }
  }

  @Test
  void whatFollowsTheHandshakeAtOnceIsLeftToTheCaller() throws PeerWireException {
    EncryptionInitiator initiator = initiator(Samples.INFO_HASH, false, HELLO);
    EncryptionResponder responder = responder(false);
    Wire wire = new Wire(initiator, responder);
    wire.run(Integer.MAX_VALUE);
    ByteBuf more = Unpooled.copiedBuffer(HELLO);
    cipher(initiator.outgoing()).apply(more);
    assertEquals(EncryptionState.DONE, responder.feed(more, Unpooled.buffer()));
    assertEquals(HELLO.length, more.readableBytes());
    cipher(responder.incoming()).apply(more);
    assertArrayEquals(HELLO, ByteBufUtil.getBytes(more));
  }

  @Test
  void aTorrentThatIsNotHereIsRefused() {
    EncryptionInitiator initiator = initiator(InfoHash.parse("ab".repeat(20)), true, HELLO);
    PeerWireException refused =
        assertThrows(PeerWireException.class, () -> new Wire(initiator, responder(true)).run(100));
    assertEquals("the peer wants a torrent that is not here", refused.getMessage());
  }

  @Test
  void nonsenseIsRefusedWithinTheLongestPadding() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] nonsense = new byte[2000];
      random.nextBytes(nonsense);
      ByteBuf toInitiator = Unpooled.wrappedBuffer(nonsense);
      ByteBuf toResponder = Unpooled.wrappedBuffer(nonsense);
      EncryptionInitiator initiator = initiator(Samples.INFO_HASH, true, HELLO);
      EncryptionResponder responder = responder(true);
      ByteBuf out = Unpooled.buffer();
      assertThrows(PeerWireException.class, () -> initiator.feed(toInitiator, out));
      assertEquals(EncryptionKey.LENGTH + 512, toInitiator.readerIndex());
      assertThrows(PeerWireException.class, () -> responder.feed(toResponder, out));
      assertEquals(EncryptionKey.LENGTH + 512, toResponder.readerIndex());
    }
  }

  @Test
  void aKeyThatMakesTheSecretKnownIsRefused() {
    BigInteger prime =
        new BigInteger(
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
                + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
                + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A63A36210000000000090563",
            16);
    for (BigInteger bad :
        List.of(BigInteger.ZERO, BigInteger.ONE, prime.subtract(BigInteger.ONE), prime)) {
      byte[] bytes = bad.toByteArray();
      byte[] key = new byte[EncryptionKey.LENGTH];
      int copied = Math.min(bytes.length, key.length);
      System.arraycopy(bytes, bytes.length - copied, key, key.length - copied, copied);
      assertThrows(
          PeerWireException.class,
          () -> responder(true).feed(Unpooled.wrappedBuffer(key), Unpooled.buffer()));
    }
  }

  @Test
  void aResponderThatChoosesWhatWasNotOfferedIsRefused() throws PeerWireException {
    for (int selected : new int[] {0, 1, 3, 4, 0x80000002}) {
      PeerWireException refused = select(selected, 0, false);
      assertEquals("the peer chose an encryption that we didn't offer", refused.getMessage());
    }
    assertEquals("a padding has 512 bytes at most, not 513", select(2, 513, false).getMessage());
  }

  /** What the initiator says to a responder that selects this. */
  private PeerWireException select(int selected, int paddingLength, boolean plaintextAllowed)
      throws PeerWireException {
    EncryptionInitiator initiator = initiator(Samples.INFO_HASH, plaintextAllowed, HELLO);
    ByteBuf first = Unpooled.buffer();
    initiator.start(first);
    byte[] theirs = new byte[EncryptionKey.LENGTH];
    first.readBytes(theirs);
    EncryptionKey key = EncryptionKey.generate(random);
    StreamCipher encrypt = new EncryptionSecret(key.agree(theirs)).fromResponder(Samples.INFO_HASH);
    ByteBuf answer = Unpooled.buffer();
    answer.writeBytes(key.open());
    answer.writeLong(0).writeInt(selected).writeShort(paddingLength);
    encrypt.apply(answer, EncryptionKey.LENGTH, 14);
    return assertThrows(PeerWireException.class, () -> initiator.feed(answer, Unpooled.buffer()));
  }

  @Test
  void anInitiatorThatOffersNothingOrTooMuchIsRefused() throws PeerWireException {
    assertEquals("the peer offers no encryption that we allow", offer(0, 0, 0).getMessage());
    assertEquals("the peer offers no encryption that we allow", offer(0, 1, 0).getMessage());
    assertEquals("the peer offers no encryption that we allow", offer(0, 4, 0).getMessage());
    assertEquals("a padding has 512 bytes at most, not 65535", offer(0, 2, 65535).getMessage());
    assertEquals("the peer's encryption cannot be decrypted", offer(1, 2, 0).getMessage());
  }

  /** What a responder that wants RC4 says to an initiator that offers this. */
  private PeerWireException offer(long check, int provided, int paddingLength)
      throws PeerWireException {
    EncryptionResponder responder = responder(false);
    EncryptionKey key = EncryptionKey.generate(random);
    ByteBuf answer = Unpooled.buffer();
    assertEquals(
        EncryptionState.NEEDS_MORE, responder.feed(Unpooled.wrappedBuffer(key.open()), answer));
    byte[] theirs = new byte[EncryptionKey.LENGTH];
    answer.readBytes(theirs);
    EncryptionSecret secret = new EncryptionSecret(key.agree(theirs));
    ByteBuf next = Unpooled.buffer();
    next.writeBytes(secret.mark()).writeBytes(secret.hidden(Samples.INFO_HASH));
    next.writeLong(check).writeInt(provided).writeShort(paddingLength);
    secret.fromInitiator(Samples.INFO_HASH).apply(next, 40, 14);
    return assertThrows(PeerWireException.class, () -> responder.feed(next, Unpooled.buffer()));
  }

  @Test
  void nothingIsKnownBeforeItIsDone() {
    EncryptionInitiator initiator = initiator(Samples.INFO_HASH, true, HELLO);
    EncryptionResponder responder = responder(true);
    assertThrows(IllegalStateException.class, () -> initiator.incoming());
    assertThrows(IllegalStateException.class, () -> initiator.outgoing());
    assertThrows(IllegalStateException.class, () -> responder.incoming());
    assertThrows(IllegalStateException.class, () -> responder.outgoing());
    assertThrows(IllegalStateException.class, responder::infoHash);
    assertThrows(IllegalStateException.class, responder::initialPayload);
    assertThrows(
        IllegalArgumentException.class, () -> initiator(Samples.INFO_HASH, true, new byte[65536]));
  }

  @Test
  void theLongestInitialPayloadArrives() throws PeerWireException {
    byte[] longest = new byte[65535];
    random.nextBytes(longest);
    EncryptionResponder responder = responder(true);
    new Wire(initiator(Samples.INFO_HASH, true, longest), responder).run(5000);
    assertArrayEquals(longest, responder.initialPayload());
  }

  @Test
  void plainIsToldFromEncryptedEarly() {
    ByteBuf plain = Unpooled.buffer();
    new PeerHandshake(Samples.INFO_HASH, Samples.PEER_ID, true, true, true, true).encode(plain);
    assertTrue(EncryptionResponder.looksPlain(plain));
    plain.setByte(19, 'L');
    assertTrue(EncryptionResponder.looksPlain(plain.slice(0, 19)));
    assertTrue(!EncryptionResponder.looksPlain(plain.slice(0, 20)));
  }

  private static StreamCipher cipher(@Nullable StreamCipher cipher) {
    assertNotNull(cipher);
    return cipher;
  }

  private EncryptionInitiator initiator(InfoHash infoHash, boolean plain, byte[] payload) {
    return new EncryptionInitiator(
        infoHash, plain, payload, EncryptionKey.generate(random), random);
  }

  private EncryptionResponder responder(boolean plain) {
    return new EncryptionResponder(
        List.of(Samples.OTHER_HASH, Samples.INFO_HASH),
        plain,
        EncryptionKey.generate(random),
        random);
  }

  /** Carries bytes between the two, some at a time. */
  private final class Wire {
    final ByteBuf toInitiator = Unpooled.buffer();
    final ByteBuf toResponder = Unpooled.buffer();
    private final ByteBuf sentToInitiator = Unpooled.buffer();
    private final ByteBuf sentToResponder = Unpooled.buffer();
    private final EncryptionInitiator initiator;
    private final EncryptionResponder responder;

    Wire(EncryptionInitiator initiator, EncryptionResponder responder) {
      this.initiator = initiator;
      this.responder = responder;
    }

    void run(int most) throws PeerWireException {
      initiator.start(sentToResponder);
      EncryptionState[] states = {EncryptionState.NEEDS_MORE, EncryptionState.NEEDS_MORE};
      while (sentToInitiator.isReadable() || sentToResponder.isReadable()) {
        move(sentToResponder, toResponder, most);
        states[0] = responder.feed(toResponder, sentToInitiator);
        move(sentToInitiator, toInitiator, most);
        states[1] = initiator.feed(toInitiator, sentToResponder);
      }
      assertTrue(
          Arrays.stream(states).allMatch(EncryptionState.DONE::equals), Arrays.toString(states));
    }

    private void move(ByteBuf from, ByteBuf to, int most) {
      int moved = Math.min(from.readableBytes(), most == 1 ? 1 : 1 + random.nextInt(most));
      to.writeBytes(from, moved);
    }
  }
}
