package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.client.PickingSwarm.Picking;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiecePickerTest {
  /** So many are had that the first ones need not be random. */
  private static final int HAD = 4;

  private static PickingSwarm swarm(int pieces) {
    return new PickingSwarm(pieces, HAD, false, 7);
  }

  private static List<Integer> pieces(List<Pick> picks) {
    return picks.stream().map(pick -> pick == null ? -1 : pick.piece()).toList();
  }

  @Test
  void theRarestPieceIsBegunFirst() {
    PickingSwarm swarm = swarm(20);
    swarm.peer(IntStream.range(0, 16).filter(piece -> piece != 11).toArray());
    swarm.peer(IntStream.range(0, 16).filter(piece -> piece != 11 && piece != 5).toArray());
    Picking seed = swarm.seed();

    assertEquals(List.of(11, 11, 11, 11, 5, 5, 5, 5), pieces(seed.ask(8)));
  }

  @Test
  void amongFewPiecesOfAPeerTheRarestIsBegunFirst() {
    PickingSwarm swarm = swarm(20);
    swarm.peer(3, 4);
    swarm.peer(3, 5);
    Picking peer = swarm.peer(3, 4, 5, 9);

    assertEquals(9, peer.ask().piece());
  }

  @Test
  void amongEquallyRareOnesOfAPeerWithFewNoneIsPreferred() {
    int[] first = new int[8];
    for (int seed = 0; seed < 400; seed++) {
      PickingSwarm swarm = new PickingSwarm(8 + HAD, HAD, false, seed);
      first[swarm.peer(IntStream.range(0, 8).toArray()).ask().piece()]++;
    }
    for (int piece = 0; piece < 8; piece++) {
      assertTrue(first[piece] > 20 && first[piece] < 90, piece + ": " + first[piece]);
    }
  }

  @Test
  void blocksOfAPieceAreAskedForInTheirOrder() {
    Picking seed = swarm(20).seed();
    assertEquals(List.of(0, 1, 2, 3), seed.ask(4).stream().map(Pick::block).toList());
  }

  @Test
  void whileThereIsLittleToTradeTheFirstPieceIsARandomOne() {
    Set<Integer> begun = new HashSet<>();
    for (int seed = 0; seed < 60; seed++) {
      PickingSwarm swarm = new PickingSwarm(20, 0, false, seed);
      swarm.peer(IntStream.range(0, 20).filter(piece -> piece != 11).toArray());
      begun.add(swarm.seed().ask().piece());
    }
    assertTrue(begun.size() > 10, "always " + begun);
  }

  @Test
  void untilThereIsSomethingToTradeAllHelpWithThePiecesThatAreBegun() {
    PickingSwarm swarm = new PickingSwarm(20, 0, false, 3);
    Pick one = swarm.seed().ask();
    Pick other = swarm.seed().ask();

    assertEquals(one.piece(), other.piece());
    assertNotEquals(one.block(), other.block());
  }

  @Test
  void fastPeersHaveAPieceEachAndSlowOnesShare() {
    PickingSwarm swarm = swarm(20);
    Picking fast = swarm.seed();
    Picking otherFast = swarm.seed();
    Picking slow = swarm.seed();
    slow.slow = true;
    int first = fast.ask().piece();

    assertNotEquals(first, otherFast.ask().piece());
    assertEquals(first, slow.ask().piece());
  }

  @Test
  void aPieceThatSomebodyLeftIsTakenUpBeforeANewOne() {
    PickingSwarm swarm = swarm(20);
    Picking leaver = swarm.seed();
    int left = leaver.ask().piece();
    leaver.leavesAll();

    assertEquals(left, swarm.seed().ask().piece());
  }

  @Test
  void inOrderWhereThatIsWanted() {
    PickingSwarm swarm = new PickingSwarm(20, 0, true, 7);
    swarm.peer(IntStream.range(0, 20).filter(piece -> piece > 11).toArray());
    Picking seed = swarm.seed();
    Picking other = swarm.seed();
    List<Integer> picked = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      picked.add(seed.ask().piece());
      picked.add(other.ask().piece());
    }
    assertEquals(List.of(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2), picked);
  }

  @Test
  void whatAReaderWaitsForGoesBeforeAll() {
    PickingSwarm swarm = swarm(20);
    Picking seed = swarm.seed();
    int begun = seed.ask().piece();
    ReadingWindows.Window window = swarm.windows.open(begun == 6 ? 9 : 6, begun == 6 ? 10 : 7);
    int first = begun == 6 ? 9 : 6;
    assertEquals(List.of(first, first, first, first, first + 1), pieces(seed.ask(5)));

    Picking other = swarm.peer(IntStream.range(0, 16).toArray());
    assertEquals(first + 1, other.ask().piece());
    swarm.windows.close(window);
    assertEquals(first + 1, seed.ask().piece());
  }

  @Test
  void aReaderWaitsForNothingThatThePeerLacks() {
    PickingSwarm swarm = swarm(20);
    swarm.windows.open(6, 7);
    assertEquals(9, swarm.peer(9).ask().piece());
  }

  @Test
  void nothingIsAskedForTwiceBeforeAllIsAskedFor() {
    PickingSwarm swarm = swarm(10);
    Picking one = swarm.seed();
    Picking other = swarm.seed();
    Set<String> picked = new HashSet<>();
    for (int i = 0; i < 6 * PickingSwarm.BLOCKS; i++) {
      assertFalse(swarm.picker.isEndgame());
      Pick pick = (i % 3 == 0 ? one : other).ask();
      assertTrue(picked.add(pick.piece() + ":" + pick.block()));
    }
    assertTrue(swarm.picker.isEndgame());
  }

  @Test
  void inTheEndAnIdlePeerIsAskedForWhatOthersOwe() {
    PickingSwarm swarm = swarm(5);
    Picking late = swarm.seed();
    late.ask(PickingSwarm.BLOCKS);
    Picking idle = swarm.seed();
    Picking otherIdle = swarm.seed();

    assertEquals(List.of(0, 1), idle.ask(2).stream().map(Pick::block).toList());
    assertNull(idle.ask());
    // Those with the fewest askers come first.
    assertEquals(List.of(2, 3), otherIdle.ask(2).stream().map(Pick::block).toList());
    idle.sends(idle.asked.get(0));
    assertEquals(2, idle.ask().block());
  }

  @Test
  void inTheEndNobodyIsAskedForTheSameBlockTwice() {
    PickingSwarm swarm = swarm(5);
    Picking late = swarm.seed();
    List<Pick> picks = late.ask(PickingSwarm.BLOCKS);
    late.sends(picks.get(0));
    late.sends(picks.get(1));
    late.sends(picks.get(2));

    assertNull(late.ask());
  }

  @Test
  void aPieceThatOnlyAChokingPeerHasKeepsTheEndAway() {
    PickingSwarm swarm = swarm(6);
    Picking choking = swarm.seed();
    choking.choked = true;
    Picking giving = swarm.peer(0);
    giving.ask(PickingSwarm.BLOCKS);

    assertFalse(swarm.picker.isEndgame());
    assertNull(swarm.peer(0).ask());
  }

  @Test
  void whileChokedOnlyWhatIsAllowedFastIsAskedFor() {
    PickingSwarm swarm = swarm(20);
    Picking seed = swarm.seed();
    seed.choked = true;
    assertNull(seed.ask());
    seed.allowedFast.add(9);
    assertEquals(List.of(9, 9, 9, 9, -1), pieces(seed.ask(5)));
  }

  @Test
  void aSuspectedPieceIsOnePeersAlone() {
    PickingSwarm swarm = swarm(5);
    swarm.suspected.add(0);
    Picking one = swarm.seed();
    Pick first = one.ask();
    Picking other = swarm.seed();
    other.slow = true;
    assertNull(other.ask());
    one.ask(PickingSwarm.BLOCKS - 1);
    // Not even in the end.
    assertNull(other.ask());

    first.partial().onlyFor(null);
    assertNotNull(other.ask());
  }

  @Test
  void aPieceThatIsNotSuspectedIsEverybodys() {
    PickingSwarm swarm = swarm(5);
    assertNull(swarm.seed().ask().partial().onlyFor());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whateverHappensAllBlocksComeAndTheCountsFit(long seed) {
    Random random = new Random(seed);
    PickingSwarm swarm = new PickingSwarm(30, 0, seed % 3 == 0, seed);
    List<Picking> peers = new ArrayList<>();
    peers.add(swarm.seed());
    for (int i = 0; i < 4; i++) {
      peers.add(swarm.peer(IntStream.range(0, 30).filter(piece -> random.nextBoolean()).toArray()));
    }
    int steps = 0;
    while (!swarm.tracker.isComplete()) {
      assertTrue(++steps < 100_000, "it never ends");
      Picking peer = peers.get(random.nextInt(peers.size()));
      switch (random.nextInt(8)) {
        case 0 -> peer.slow = random.nextBoolean();
        case 1 -> peer.choked = random.nextBoolean();
        case 2 -> {
          if (random.nextInt(10) == 0) {
            peer.leavesAll();
          }
        }
        case 3, 4, 5 -> deliver(swarm, peers, peer, random);
        default -> {
          Pick pick = peer.outstanding() < 10 ? peer.ask() : null;
          assertTrue(pick == null || peer.mayAsk(pick.piece()));
        }
      }
      check(swarm, peers);
    }
  }

  private static void deliver(
      PickingSwarm swarm, List<Picking> peers, Picking peer, Random random) {
    if (peer.asked.isEmpty()) {
      return;
    }
    Pick pick = peer.asked.get(random.nextInt(peer.asked.size()));
    peer.sends(pick);
    for (Picking other : peers) {
      for (Pick late : List.copyOf(other.asked)) {
        if (late.partial() == pick.partial() && late.block() == pick.block()) {
          other.asked.remove(late);
          late.partial().released(late.block());
        }
      }
    }
    if (pick.partial().isWhole()) {
      swarm.tracker.verified(pick.piece());
    }
  }

  private static void check(PickingSwarm swarm, List<Picking> peers) {
    for (PartialPiece partial : swarm.tracker.partials()) {
      for (int block = 0; block < partial.blocks(); block++) {
        int piece = partial.piece();
        int asked = block;
        assertEquals(
            peers.stream().filter(peer -> peer.hasAsked(piece, asked)).count(),
            partial.requests(block));
      }
    }
  }
}
