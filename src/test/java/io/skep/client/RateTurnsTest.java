package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.protocol.PeerWire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link RateLimit} and {@link RateTurns}, with time that passes when a test says so. */
class RateTurnsTest {
  private final ManualTimers timers = new ManualTimers();

  private RateTurns turns(long bytesPerSecond) {
    return new RateTurns(RateLimit.of(bytesPerSecond, timers::nanoTime), timers);
  }

  /** Always has something to move. */
  private static class Greedy implements RateTurns.Waiter {
    private final RateTurns turns;
    private final int length;
    private boolean waiting;
    long moved;

    Greedy(RateTurns turns, int length) {
      this.turns = turns;
      this.length = length;
    }

    void move() {
      while (!waiting && moved < 1L << 40) {
        if (turns.take(length)) {
          moved += length;
        } else {
          waiting = true;
          turns.add(this);
        }
      }
    }

    @Override
    public int nextLength() {
      return length;
    }

    @Override
    public void rateAllows() {
      waiting = false;
      move();
    }
  }

  @ParameterizedTest
  @CsvSource({"20000, 1", "1000000, 1", "1000000, 7", "50000000, 3"})
  void noMoreGoesByThanTheLimitAndNotMuchLess(long limit, int peers) {
    RateTurns turns = turns(limit);
    List<Greedy> all = new ArrayList<>();
    for (int i = 0; i < peers; i++) {
      all.add(new Greedy(turns, Blocks.LENGTH));
    }
    all.forEach(Greedy::move);
    timers.pass(Duration.ofSeconds(20));
    long moved = all.stream().mapToLong(peer -> peer.moved).sum();

    long burst = Math.max(PeerWire.MAX_BLOCK_LENGTH, limit / 10);
    assertTrue(moved <= 20 * limit + burst, moved + " went by");
    assertTrue(moved >= 20 * limit * 9 / 10 - Blocks.LENGTH, moved + " went by");
    assertEquals(1, timers.waiting());
  }

  @Test
  void eachGetsItsShareWhoeverWasFirst() {
    RateTurns turns = turns(1_000_000);
    List<Greedy> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(new Greedy(turns, Blocks.LENGTH));
    }
    all.get(0).move();
    timers.pass(Duration.ofSeconds(5));
    long before = all.get(0).moved;
    all.forEach(Greedy::move);
    timers.pass(Duration.ofSeconds(50));

    for (Greedy peer : all) {
      long share = peer == all.get(0) ? peer.moved - before : peer.moved;
      assertEquals(10_000_000.0, (double) share, 300_000.0);
    }
  }

  @Test
  void eachTurnIsOneBlockHoweverMuchTheLimitLetsThrough() {
    RateTurns turns = turns(100_000_000);
    List<Integer> order = new ArrayList<>();
    List<Greedy> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int one = i;
      all.add(
          new Greedy(turns, Blocks.LENGTH) {
            @Override
            public void rateAllows() {
              order.add(one);
              super.rateAllows();
            }
          });
    }
    all.forEach(Greedy::move);
    timers.pass(Duration.ofMillis(100));
    assertTrue(order.size() > 100);
    for (int i = 3; i < order.size(); i++) {
      assertEquals(order.get(i - 3), order.get(i));
    }
    for (Greedy peer : all) {
      assertEquals(order.size() / 3.0, (double) peer.moved / Blocks.LENGTH, 1.5);
    }
  }

  @Test
  void whoWaitsForMuchIsNotPassedByThoseWhoWantLittle() {
    RateTurns turns = turns(200_000);
    Greedy large = new Greedy(turns, 128 * 1024);
    large.move();
    for (int i = 0; i < 20_000; i++) {
      timers.pass(Duration.ofMillis(1));
      // Somebody who never stands in the queue.
      turns.take(1000);
    }
    assertTrue(large.moved >= 128 * 1024, "it got nothing");
  }

  @Test
  void noTimerIsLeftWhenNobodyWaits() {
    RateTurns turns = turns(1);
    Greedy one = new Greedy(turns, Blocks.LENGTH);
    Greedy other = new Greedy(turns, Blocks.LENGTH);
    one.move();
    other.move();
    assertEquals(1, timers.waiting());
    turns.remove(one);
    assertEquals(1, timers.waiting());
    turns.remove(other);
    assertEquals(0, timers.waiting());
  }

  @Test
  void whoHasLeftGetsNoTurn() {
    RateTurns turns = turns(100_000);
    Greedy gone = new Greedy(turns, Blocks.LENGTH);
    Greedy stays = new Greedy(turns, Blocks.LENGTH);
    gone.move();
    stays.move();
    turns.remove(gone);
    timers.pass(Duration.ofSeconds(2));

    assertEquals(0, gone.moved);
    assertTrue(stays.moved > 0);
  }

  @Test
  void noLimitLetsAllThrough() {
    RateLimit none = RateLimit.of(0, timers::nanoTime);
    assertFalse(none.isSet());
    for (int i = 0; i < 1000; i++) {
      assertTrue(none.take(Integer.MAX_VALUE));
    }
    assertEquals(0, none.nanosUntil(Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1000, 1_000_000_000, 1_000_000_001, Long.MAX_VALUE})
  void anyLimitCanBeSet(long limit) {
    RateLimit.of(limit, timers::nanoTime).take(1);
  }

  @Test
  void whatWasNotMovedIsGivenBack() {
    RateLimit limit = RateLimit.of(100_000, timers::nanoTime);
    timers.pass(Duration.ofSeconds(10));
    assertTrue(limit.take(PeerWire.MAX_BLOCK_LENGTH));
    assertFalse(limit.take(1));
    limit.giveBack(0);
    limit.giveBack(1000);
    assertTrue(limit.take(1000));
    assertFalse(limit.take(1));
  }

  @Test
  void theLongestBlockThatMayBeAskedForGetsThroughTheSmallestLimit() {
    RateLimit limit = RateLimit.of(1, timers::nanoTime);
    int length = PeerWire.MAX_BLOCK_LENGTH;
    timers.pass(Duration.ofNanos(limit.nanosUntil(length)));
    assertTrue(limit.take(length));
  }
}
