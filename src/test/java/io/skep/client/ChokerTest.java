package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChokerTest {
  private static final class Peer implements Choker.Candidate {
    boolean interested = true;
    boolean unchoked;
    boolean snubbing;
    boolean newcomer;
    double rateFrom;
    double rateTo;
    int changes;

    @Override
    public boolean isInterested() {
      return interested;
    }

    @Override
    public boolean isUnchoked() {
      return unchoked;
    }

    @Override
    public boolean isSnubbing() {
      return snubbing;
    }

    @Override
    public boolean isNewcomer() {
      return newcomer;
    }

    @Override
    public double rateFrom() {
      return rateFrom;
    }

    @Override
    public double rateTo() {
      return rateTo;
    }

    @Override
    public void unchoke(boolean now) {
      assertFalse(unchoked == now, "it is told what it knows");
      unchoked = now;
      changes++;
    }
  }

  private final List<Peer> peers = new ArrayList<>();

  private Choker choker(int slots) {
    return new Choker(slots, new Random(5));
  }

  private Peer peer(double rateFrom, double rateTo) {
    Peer peer = new Peer();
    peer.rateFrom = rateFrom;
    peer.rateTo = rateTo;
    peers.add(peer);
    return peer;
  }

  private List<Peer> unchoked() {
    return peers.stream().filter(peer -> peer.unchoked).toList();
  }

  @Test
  void whereThereIsRoomForAllAllAreUnchoked() {
    peer(1, 0);
    peer(0, 0);
    peer(0, 0).snubbing = true;
    peer(9, 9).interested = false;
    choker(3).round(peers, false);

    assertEquals(peers.subList(0, 3), unchoked());
  }

  @Test
  void whoGivesMostIsGivenTo() {
    for (int i = 0; i < 10; i++) {
      peer(i, 10 - i);
    }
    choker(4).round(peers, false);

    assertEquals(4, unchoked().size());
    assertTrue(unchoked().containsAll(peers.subList(7, 10)));
  }

  @Test
  void aSeedGivesToWhoTakesMost() {
    for (int i = 0; i < 10; i++) {
      peer(10 - i, i);
    }
    choker(4).round(peers, true);

    assertEquals(4, unchoked().size());
    assertTrue(unchoked().containsAll(peers.subList(7, 10)));
  }

  @Test
  void theOptimisticSlotStaysForThreeRoundsAndThenMoves() {
    for (int i = 0; i < 20; i++) {
      peer(i, 0);
    }
    Choker choker = choker(3);
    Set<Peer> lucky = new HashSet<>();
    Peer last = null;
    for (int round = 0; round < 60; round++) {
      choker.round(peers, false);
      List<Peer> given = new ArrayList<>(unchoked());
      assertTrue(given.removeAll(peers.subList(18, 20)));
      assertEquals(1, given.size());
      if (round % 3 != 0) {
        assertEquals(last, given.get(0));
      }
      last = given.get(0);
      lucky.add(last);
    }
    assertTrue(lucky.size() > 7, lucky.size() + " in 20 draws");
  }

  @Test
  void aNewcomerHasThreeTimesTheChance() {
    peer(9, 0);
    Peer newcomer = peer(0, 0);
    newcomer.newcomer = true;
    peer(0, 0);
    peer(0, 0);
    peer(0, 0);
    Choker choker = choker(2);
    int drawn = 0;
    for (int round = 0; round < 3 * 2000; round++) {
      choker.round(peers, false);
      drawn += round % 3 == 0 && newcomer.unchoked ? 1 : 0;
    }
    // Half of them are to be expected, and 22 is the standard deviation.
    assertTrue(drawn > 850 && drawn < 1150, drawn + " of 2000");
  }

  @Test
  void whoSnubsUsGetsNoSlotButTheOptimisticOne() {
    Peer snubbing = peer(100, 0);
    snubbing.snubbing = true;
    for (int i = 0; i < 8; i++) {
      peer(1, 0);
    }
    Choker choker = choker(3);
    int given = 0;
    for (int round = 0; round < 300; round++) {
      choker.round(peers, false);
      assertEquals(3, unchoked().size());
      given += snubbing.unchoked ? 1 : 0;
    }
    // A seventh: it is one of seven that are left for the draw.
    assertTrue(given > 0 && given < 120, "in " + given + " of 300 rounds");
  }

  @Test
  void whatAPeerOwedBeforeSaysNothingToASeed() {
    Peer best = peer(0, 100);
    best.snubbing = true;
    for (int i = 0; i < 8; i++) {
      peer(0, 1);
    }
    Choker choker = choker(3);
    for (int round = 0; round < 30; round++) {
      choker.round(peers, true);
      assertTrue(best.unchoked);
    }
  }

  @Test
  void aFreeSlotIsGivenAtOnceAndATakenOneIsNot() {
    Choker choker = choker(2);
    Peer one = peer(0, 0);
    choker.interested(peers, one);
    Peer two = peer(0, 0);
    choker.interested(peers, two);
    Peer three = peer(0, 0);
    choker.interested(peers, three);

    assertEquals(List.of(one, two), unchoked());
  }

  @Test
  void theSlotOfOneWhoLeavesIsPassedOnAtOnce() {
    Choker choker = choker(2);
    Peer one = peer(0, 0);
    Peer two = peer(0, 0);
    Peer three = peer(0, 0);
    peers.forEach(peer -> choker.interested(peers, peer));
    peers.remove(one);
    choker.left(peers, one, false);

    assertEquals(List.of(two, three), unchoked());
  }

  @Test
  void theSlotOfOneWhoWantsNothingAnyMoreIsPassedOnAtOnce() {
    Choker choker = choker(1);
    Peer one = peer(0, 0);
    Peer two = peer(0, 0);
    peers.forEach(peer -> choker.interested(peers, peer));
    one.interested = false;
    choker.left(peers, one, false);

    assertEquals(List.of(two), unchoked());
  }

  @Test
  void oneWhoHadNoSlotLeavesWithoutAWord() {
    Choker choker = choker(2);
    Peer one = peer(0, 0);
    Peer two = peer(0, 0);
    peer(9, 0);
    Peer leaver = peer(8, 0);
    peers.forEach(peer -> choker.interested(peers, peer));
    leaver.interested = false;
    choker.left(peers, leaver, false);

    assertEquals(List.of(one, two), unchoked());
    assertEquals(1, one.changes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void neverAreMoreUnchokedThanThereAreSlots(int slots) {
    Random random = new Random(slots);
    Choker choker = choker(slots);
    for (int step = 0; step < 3000; step++) {
      if (random.nextInt(5) == 0 && peers.size() < 30) {
        Peer peer = peer(random.nextInt(5), random.nextInt(5));
        peer.newcomer = random.nextBoolean();
        peer.interested = false;
      }
      Peer peer = peers.isEmpty() ? null : peers.get(random.nextInt(peers.size()));
      boolean seeding = random.nextBoolean();
      if (peer != null && random.nextInt(20) == 0) {
        peers.remove(peer);
        choker.left(peers, peer, seeding);
      } else if (peer != null) {
        peer.interested = !peer.interested;
        if (peer.interested) {
          choker.interested(peers, peer);
        } else {
          choker.left(peers, peer, seeding);
        }
        peer.snubbing = random.nextInt(4) == 0;
        peer.rateFrom = random.nextInt(5);
        peer.rateTo = random.nextInt(5);
      }
      boolean isRound = random.nextInt(4) == 0;
      if (isRound) {
        choker.round(peers, seeding);
      }
      long given = peers.stream().filter(one -> one.unchoked && one.interested).count();
      long wanting = peers.stream().filter(one -> one.interested).count();
      assertTrue(given <= slots);
      assertTrue(!isRound || given > 0 || wanting == 0, "nobody is given anything");
      assertTrue(!isRound || unchoked().stream().allMatch(one -> one.interested));
    }
  }
}
