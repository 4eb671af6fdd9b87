package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerAddress;
import io.skep.metainfo.PieceLayout.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunPickerTest {
  private static final int PIECES = 20;
  private static final int PIECE = PickingSwarm.BLOCKS * Blocks.LENGTH;
  private static final PeerAddress SENDER = PeerAddress.ipv4(1, 0);

  private final Object source = new Object();

  private static RunPicker picker(PickingSwarm swarm, boolean sequential) {
    return new RunPicker(
        swarm.tracker,
        swarm.availability,
        swarm.windows,
        swarm.suspected::contains,
        new Random(1),
        sequential);
  }

  private BlockRun next(RunPicker picker, int pieces) {
    return Objects.requireNonNull(picker.next(source, (long) pieces * PIECE));
  }

  /** Lets all come, and answers of which pieces it was. */
  private static List<Integer> fetch(PickingSwarm swarm, BlockRun run) {
    List<Integer> pieces = new ArrayList<>();
    while (!run.isDone()) {
      PartialPiece partial = run.partial();
      int block = run.block();
      run.came();
      assertTrue(partial.received(block, SENDER));
      if (partial.isWhole()) {
        pieces.add(partial.piece());
        swarm.tracker.verified(partial.piece());
      }
    }
    return pieces;
  }

  @Test
  void takesPiecesInARowUntilAllAreThere() {
    PickingSwarm swarm = new PickingSwarm(PIECES, 0, false, 1);
    RunPicker picker = picker(swarm, false);
    int rounds = 0;
    for (BlockRun run; (run = picker.next(source, 6L * PIECE)) != null; rounds++) {
      List<Span> spans = run.spans(swarm.tracker.layout());
      assertEquals(1, spans.size());
      assertEquals(run.left(), spans.get(0).length());
      long offset = spans.get(0).offset();
      List<Integer> pieces = fetch(swarm, run);
      assertTrue(pieces.size() <= 6);
      assertEquals(offset, (long) pieces.get(0) * PIECE);
      for (int i = 1; i < pieces.size(); i++) {
        assertEquals(pieces.get(0) + i, pieces.get(i));
      }
    }
    assertTrue(swarm.tracker.isComplete());
    assertTrue(rounds >= 4 && rounds <= 6, "" + rounds);
  }

  @Test
  void takesTheLongestGapWhereNoneIsLongEnough() {
    PickingSwarm swarm = new PickingSwarm(PIECES, 1, false, 1);
    // Others are at 3 and 9: gaps of 3, 5, and 9.
    swarm.availability.remove(3);
    swarm.tracker.begin(3);
    swarm.availability.remove(9);
    swarm.tracker.begin(9);
    assertEquals(
        List.of(10, 11, 12, 13, 14, 15, 16, 17, 18), fetch(swarm, next(picker(swarm, false), 12)));
  }

  @Test
  void isNoLongerThanItMayBeButAPiece() {
    PickingSwarm swarm = new PickingSwarm(PIECES, 0, true, 1);
    RunPicker picker = picker(swarm, true);
    BlockRun run = Objects.requireNonNull(picker.next(source, 1));
    assertEquals(PIECE, run.left());
    assertEquals(List.of(0), fetch(swarm, run));
    assertEquals(List.of(1, 2, 3), fetch(swarm, next(picker, 3)));
  }

  @Test
  void whatReadersWaitForComesFirst() {
    PickingSwarm swarm = new PickingSwarm(PIECES, 0, true, 1);
    swarm.windows.open(7, 9);
    assertEquals(List.of(7, 8, 9, 10), fetch(swarm, next(picker(swarm, true), 4)));
  }

  @Test
  void whatPeersHaveLeftIsTakenInTheEnd() {
    PickingSwarm swarm = new PickingSwarm(2, 0, true, 1);
    RunPicker picker = picker(swarm, true);
    PickingSwarm.Picking peer = swarm.seed();
    List<Pick> picks = peer.ask(3);
    peer.sends(picks.get(1));
    assertEquals(List.of(1), fetch(swarm, next(picker, 4)));
    // One block of the first piece is left, two are asked for, of which one came.
    BlockRun rest = next(picker, 4);
    assertEquals(Blocks.LENGTH, rest.left());
    assertEquals(3, rest.block());
    fetch(swarm, rest);
    assertNull(picker.next(source, PIECE));
    peer.leavesAll();
    assertEquals(Blocks.LENGTH, next(picker, 4).left());
    assertEquals(Blocks.LENGTH, next(picker, 4).left());
    assertNull(picker.next(source, PIECE));
  }

  @Test
  void whatItGivesBackOthersAreAskedFor() {
    PickingSwarm swarm = new PickingSwarm(2, 0, true, 1);
    RunPicker picker = picker(swarm, true);
    swarm.suspected.add(1);
    BlockRun run = next(picker, 2);
    assertNull(picker.next(new Object(), PIECE));
    PartialPiece suspect = Objects.requireNonNull(swarm.tracker.partial(1));
    assertSame(source, suspect.onlyFor());
    PartialPiece partial = run.partial();
    run.came();
    partial.received(0, SENDER);
    run.release(source);
    assertTrue(run.isDone());
    assertEquals(0, run.left());
    assertNull(suspect.onlyFor());
    assertEquals(1, partial.nextUntouched());
    PickingSwarm.Picking peer = swarm.seed();
    assertNotNull(peer.ask());
  }

  @Test
  void aPieceThatIsForSomebodyElseIsLeftAlone() {
    PickingSwarm swarm = new PickingSwarm(1, 0, true, 1);
    RunPicker picker = picker(swarm, true);
    swarm.suspected.add(0);
    swarm.seed().ask();
    assertNull(picker.next(source, PIECE));
  }
}
