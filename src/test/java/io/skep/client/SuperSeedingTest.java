package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.protocol.PeerMessage;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SuperSeedingTest {
  private static final int PIECES = 6;
  private final LonelyTorrent torrent = new LonelyTorrent(content());
  private final Availability availability = new Availability(PIECES, new Random(1));
  private final SuperSeeding seeding = new SuperSeeding(availability, PIECES);
  private final PeerConnection one = torrent.connect(true).connection;
  private final PeerConnection other = torrent.connect(true).connection;

  private static TestContent content() {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("film", PIECES * 32 * 1024);
    return TestContent.of(TestContent.Format.V1, 32 * 1024, lengths, new Random(1));
  }

  @AfterEach
  void close() throws Exception {
    torrent.close();
  }

  @Test
  void eachPeerHearsOfAPieceThatNobodyElseKnows() {
    Set<Integer> told = new HashSet<>();
    for (int i = 0; i < PIECES; i++) {
      assertTrue(told.add(seeding.reveal(torrent.connect(true).connection)));
    }
  }

  @Test
  void onlyWhatAPeerHeardOfIsGivenToIt() {
    int piece = seeding.reveal(one);
    int otherPiece = seeding.reveal(other);
    assertNotEquals(piece, otherPiece);
    assertTrue(seeding.isRevealed(one, piece));
    assertFalse(seeding.isRevealed(one, otherPiece));
    assertFalse(seeding.isRevealed(torrent.connect(true).connection, piece));
  }

  @Test
  void whoPassedAPieceOnHearsOfAnother() {
    int piece = seeding.reveal(one);
    seeding.reveal(other);
    // To have it itself is not to pass it on.
    assertNull(seeding.seen(piece, one));
    assertSame(one, seeding.seen(piece, other));
    seeding.reveal(one);
    assertNull(seeding.seen(piece, other));
  }

  @Test
  void theOnlyPeerHearsOfAnotherWhenItHasItsPiece() {
    int piece = seeding.reveal(one);
    assertSame(one, seeding.seen(piece, one));
  }

  @Test
  void thePieceThatFewestHaveIsToldOf() {
    for (int piece = 0; piece < PIECES; piece++) {
      if (piece != 4) {
        availability.increase(piece);
      }
    }
    assertEquals(4, seeding.reveal(one));
  }

  @Test
  void whatAPeerHasIsNoNewsToIt() {
    for (int piece = 0; piece < PIECES - 1; piece++) {
      one.receive(new PeerMessage.Have(piece));
    }
    assertEquals(PIECES - 1, seeding.reveal(one));
    assertEquals(-1, seeding.reveal(one));
  }

  @Test
  void whoKnowsAllHearsOfNothingMore() {
    int last = -1;
    for (int i = 0; i < PIECES; i++) {
      last = seeding.reveal(one);
      assertTrue(last >= 0);
    }
    assertEquals(-1, seeding.reveal(one));
    assertNull(seeding.seen(last, other));
  }

  @Test
  void whoHasLeftIsForgotten() {
    int piece = seeding.reveal(one);
    seeding.left(one);
    assertFalse(seeding.isRevealed(one, piece));
    assertNull(seeding.seen(piece, other));
  }
}
