package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.metainfo.PieceLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceTrackerTest {
  private static final int PIECES = 12;
  private static final int PIECE = 64 * 1024;

  private static PieceLayout layout() {
    TreeMap<String, Integer> lengths = new TreeMap<>();
    lengths.put("film", PIECES * PIECE - 5);
    return TestContent.of(TestContent.Format.V1, PIECE, lengths, new Random(3)).metainfo().layout();
  }

  /** What a piece's state is, with no counter in it. */
  private static final class NaivePiece {
    final List<Integer> requests = new ArrayList<>();
    final Set<Integer> here = new TreeSet<>();

    NaivePiece(int blocks) {
      IntStream.range(0, blocks).forEach(block -> requests.add(0));
    }

    long untouched() {
      return IntStream.range(0, requests.size())
          .filter(block -> requests.get(block) == 0 && !here.contains(block))
          .count();
    }

    int firstUntouched() {
      return IntStream.range(0, requests.size())
          .filter(block -> requests.get(block) == 0 && !here.contains(block))
          .findFirst()
          .orElse(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16384, 16385, 65536, 200_001})
  void aPieceCountsItsBlocksAsANaiveOneDoes(int length) {
    Random random = new Random(length);
    for (int round = 0; round < 50; round++) {
      PartialPiece piece = new PartialPiece(7, length);
      NaivePiece naive = new NaivePiece(piece.blocks());
      for (int step = 0; step < 300; step++) {
        int block = random.nextInt(piece.blocks());
        switch (random.nextInt(4)) {
          case 0 -> {
            piece.requested(block);
            naive.requests.set(block, naive.requests.get(block) + 1);
          }
          case 1 -> {
            piece.released(block);
            naive.requests.set(block, Math.max(0, naive.requests.get(block) - 1));
          }
          case 2 ->
              assertEquals(
                  naive.here.add(block),
                  piece.received(block, io.skep.bittorrent.PeerAddress.ipv4(block, 1)));
          default -> {
            int next = piece.nextUntouched();
            assertEquals(naive.firstUntouched(), next);
            if (next >= 0) {
              piece.requested(next);
              naive.requests.set(next, 1);
            }
          }
        }
        assertEquals(naive.untouched() > 0, piece.hasUntouched());
        assertEquals(naive.untouched() < piece.blocks() - naive.here.size(), piece.isAskedFor());
        assertEquals(naive.here.size() == piece.blocks(), piece.isWhole());
        assertEquals(naive.here.stream().mapToLong(piece::length).sum(), piece.bytesHere());
      }
    }
  }

  @Test
  void moreThanHundredPeersMayBeAskedForOneBlock() {
    PartialPiece piece = new PartialPiece(0, Blocks.LENGTH);
    for (int i = 0; i < 1000; i++) {
      piece.requested(0);
    }
    for (int i = 0; i < 999; i++) {
      piece.released(0);
    }
    assertEquals(1, piece.requests(0));
    assertFalse(piece.hasUntouched());
    piece.released(0);
    assertTrue(piece.hasUntouched());
  }

  @Test
  void theSendersOfAPieceAreThoseWhoseBlocksWereTaken() {
    PartialPiece piece = new PartialPiece(0, 3 * Blocks.LENGTH);
    var one = io.skep.bittorrent.PeerAddress.ipv4(1, 1);
    var other = io.skep.bittorrent.PeerAddress.ipv4(2, 1);
    piece.received(0, one);
    piece.received(0, other);
    piece.received(2, one);

    assertEquals(Set.of(one), piece.senders());
    assertEquals(one, piece.sender(0));
    assertNull(piece.sender(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aPieceIsInOneStateAndTheCountsFit(long seed) {
    Random random = new Random(seed);
    PieceLayout layout = layout();
    BitSet had = random(random);
    BitSet wanted = random(random);
    PieceTracker tracker = new PieceTracker(layout, had, wanted);
    Set<Integer> partials = new TreeSet<>();
    for (int step = 0; step < 500; step++) {
      int piece = random.nextInt(PIECES);
      boolean mayBegin = wanted.get(piece) && !had.get(piece) && !partials.contains(piece);
      switch (random.nextInt(4)) {
        case 0 -> {
          if (mayBegin) {
            PartialPiece begun = tracker.begin(piece);
            assertSame(begun, tracker.partial(piece));
            partials.add(piece);
          } else {
            assertThrows(IllegalStateException.class, () -> tracker.begin(piece));
          }
        }
        case 1 -> {
          if (partials.remove(piece)) {
            tracker.verified(piece);
            had.set(piece);
          } else {
            assertThrows(IllegalStateException.class, () -> tracker.verified(piece));
          }
        }
        case 2 -> {
          if (partials.remove(piece)) {
            tracker.dropped(piece);
          } else {
            assertThrows(IllegalStateException.class, () -> tracker.dropped(piece));
          }
        }
        default -> {
          tracker.lost(piece);
          had.clear(piece);
        }
      }
      check(tracker, layout, had, wanted, partials);
    }
  }

  private static BitSet random(Random random) {
    BitSet bits = new BitSet();
    IntStream.range(0, PIECES).filter(piece -> random.nextBoolean()).forEach(bits::set);
    return bits;
  }

  private static void check(
      PieceTracker tracker, PieceLayout layout, BitSet had, BitSet wanted, Set<Integer> partials) {
    BitSet missing = (BitSet) wanted.clone();
    missing.andNot(had);
    assertEquals(had, tracker.had());
    assertEquals(missing.cardinality(), tracker.missing());
    assertEquals(missing.isEmpty(), tracker.isComplete());
    assertEquals(had.cardinality() == PIECES, tracker.isWhole());
    assertEquals(
        IntStream.range(0, PIECES).filter(piece -> !had.get(piece)).mapToLong(layout::length).sum(),
        tracker.left());
    assertEquals(
        partials, new TreeSet<>(tracker.partials().stream().map(PartialPiece::piece).toList()));
  }

  @Test
  void thePieceThatWasBegunFirstComesFirst() {
    BitSet all = new BitSet();
    all.set(0, PIECES);
    PieceTracker tracker = new PieceTracker(layout(), new BitSet(), all);
    tracker.begin(9);
    tracker.begin(2);
    tracker.begin(5);

    assertEquals(List.of(9, 2, 5), tracker.partials().stream().map(PartialPiece::piece).toList());
  }
}
