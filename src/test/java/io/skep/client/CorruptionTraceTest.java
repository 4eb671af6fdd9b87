package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorruptionTraceTest {
  private static final PeerAddress HONEST = PeerAddress.ipv4(1, 1);
  private static final PeerAddress LIAR = PeerAddress.ipv4(2, 1);
  private static final PeerAddress OTHER_LIAR = PeerAddress.ipv4(3, 1);
  private final CorruptionTrace trace = new CorruptionTrace();

  /** A piece whose blocks came from these. */
  private static PartialPiece piece(int piece, PeerAddress... senders) {
    PartialPiece partial = new PartialPiece(piece, senders.length * Blocks.LENGTH);
    for (int block = 0; block < senders.length; block++) {
      partial.received(block, senders[block]);
    }
    return partial;
  }

  private static List<byte[]> digests(int... digests) {
    List<byte[]> all = new ArrayList<>();
    for (int digest : digests) {
      all.add(new byte[] {(byte) digest});
    }
    return all;
  }

  @Test
  void whoSentAllOfABadPieceIsTheCulprit() {
    assertEquals(Set.of(LIAR), trace.failed(piece(4, LIAR, LIAR), digests(1, 2)));
    assertTrue(trace.isSuspected(4));
    assertEquals(Set.of(), trace.good(4, digests(1, 3)));
    assertFalse(trace.isSuspected(4));
  }

  @Test
  void ofSeveralTheOneWhoseBlockWasAnother() {
    assertEquals(Set.of(), trace.failed(piece(4, HONEST, LIAR, HONEST), digests(1, 66, 3)));
    assertTrue(trace.isSuspected(4));
    assertFalse(trace.isSuspected(5));
    assertEquals(Set.of(LIAR), trace.good(4, digests(1, 2, 3)));
    assertFalse(trace.isSuspected(4));
  }

  @Test
  void whatSeveralFailuresSayIsKept() {
    trace.failed(piece(4, HONEST, LIAR), digests(1, 66));
    trace.failed(piece(4, OTHER_LIAR, HONEST), digests(66, 2));
    assertEquals(Set.of(LIAR, OTHER_LIAR), trace.good(4, digests(1, 2)));
  }

  @Test
  void aSecondFailureOfOneAloneKeepsWhatIsKnownOfTheFirst() {
    trace.failed(piece(4, HONEST, LIAR), digests(1, 66));
    assertEquals(Set.of(OTHER_LIAR), trace.failed(piece(4, OTHER_LIAR, OTHER_LIAR), digests(7, 7)));
    assertEquals(Set.of(LIAR), trace.good(4, digests(1, 2)));
  }

  @Test
  void aPieceThatWasNeverBadHasNoCulprit() {
    assertEquals(Set.of(), trace.good(4, digests(1, 2)));
  }

  @Test
  void whatIsKeptIsBoundedAndThePieceStaysSuspected() {
    int blocks = 1 << 10;
    List<byte[]> bad = new ArrayList<>();
    PartialPiece large = new PartialPiece(0, blocks * Blocks.LENGTH);
    for (int block = 0; block < blocks; block++) {
      large.received(block, block % 2 == 0 ? HONEST : LIAR);
      bad.add(new byte[] {66});
    }
    for (int failure = 0; failure < 64; failure++) {
      trace.failed(large, bad);
    }
    trace.failed(piece(9, LIAR, HONEST), digests(66, 2));
    assertTrue(trace.isSuspected(9));
    assertEquals(Set.of(), trace.good(9, digests(1, 2)));

    trace.good(0, bad);
    trace.failed(piece(10, LIAR, HONEST), digests(66, 2));
    assertEquals(Set.of(LIAR), trace.good(10, digests(1, 2)));
  }
}
