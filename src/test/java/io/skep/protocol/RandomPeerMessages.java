package io.skep.protocol;

import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Messages of every kind with random contents; blocks hold heap buffers that need no release. */
final class RandomPeerMessages {
  private static final List<Function<RandomPeerMessages, PeerMessage>> KINDS =
      List.of(
          random -> PeerMessage.KeepAlive.MESSAGE,
          random -> PeerMessage.Choke.MESSAGE,
          random -> PeerMessage.Unchoke.MESSAGE,
          random -> PeerMessage.Interested.MESSAGE,
          random -> PeerMessage.NotInterested.MESSAGE,
          random -> new PeerMessage.Have(random.number()),
          random -> new PeerMessage.Bitfield(random.bytes(random.upTo(300))),
          random -> new PeerMessage.Request(random.number(), random.number(), random.number()),
          random ->
              new PeerMessage.Block(
                  random.number(),
                  random.number(),
                  Unpooled.wrappedBuffer(random.bytes(random.upTo(PeerWire.BLOCK_LENGTH)))),
          random -> new PeerMessage.Cancel(random.number(), random.number(), random.number()),
          random -> new PeerMessage.Port(random.upTo(0xFFFF)),
          random -> new PeerMessage.Suggest(random.number()),
          random -> PeerMessage.HaveAll.MESSAGE,
          random -> PeerMessage.HaveNone.MESSAGE,
          random -> new PeerMessage.Reject(random.number(), random.number(), random.number()),
          random -> new PeerMessage.AllowedFast(random.number()),
          random -> new PeerMessage.Extended(random.upTo(255), random.bytes(random.upTo(5000))),
          random -> new PeerMessage.HashRequest(random.range()),
          random -> new PeerMessage.Hashes(random.range(), random.bytes(32 * random.upTo(100))),
          random -> new PeerMessage.HashReject(random.range()));

  private final Random random;

  RandomPeerMessages(Random random) {
    this.random = random;
  }

  /** How many kinds there are. */
  static int kinds() {
    return KINDS.size();
  }

  /** A message of any kind. */
  PeerMessage next() {
    return next(random.nextInt(KINDS.size()));
  }

  /** A message of this kind, from 0. */
  PeerMessage next(int kind) {
    return KINDS.get(kind).apply(this);
  }

  private int number() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> Integer.MAX_VALUE;
      default -> random.nextInt(Integer.MAX_VALUE);
    };
  }

  private int upTo(int most) {
    return random.nextInt(8) == 0 ? most : random.nextInt(most + 1);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private HashRange range() {
    int length = 2 << random.nextInt(13);
    int index = length * random.nextInt(Integer.MAX_VALUE / length);
    return new HashRange(bytes(32), upTo(63), index, length, upTo(63));
  }
}
