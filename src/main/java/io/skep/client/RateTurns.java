package io.skep.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * A rate limit and those who wait until it lets them move a block, one after the other, so that
 * each gets its share: nobody is let through while others wait, and each turn is one block.
 */
final class RateTurns {
  /** Somebody who waits. */
  interface Waiter {
    /** How many bytes it waits for. */
    int nextLength();

    /** May go on; if the limit stops it again it waits behind the others. */
    void rateAllows();
  }

  /** So many turns at once, before the event loop does something else. */
  private static final int MAX_TURNS = 1000;

  private static final long NONE = -1;

  private final RateLimit limit;
  private final Timers timers;
  private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
  private long timer = NONE;
  private boolean isTurn;

  RateTurns(RateLimit limit, Timers timers) {
    this.limit = limit;
    this.timers = timers;
  }

  /** True if there is a limit at all. */
  boolean isLimited() {
    return limit.isSet();
  }

  /** Takes leave to move so many bytes now; false if that has to wait. */
  boolean take(int bytes) {
    if (!waiting.isEmpty() && !isTurn) {
      return false;
    }
    isTurn = false;
    return limit.take(bytes);
  }

  /** Gives back what was taken and not moved. */
  void giveBack(int bytes) {
    limit.giveBack(bytes);
  }

  /** Waits for a turn. */
  void add(Waiter waiter) {
    waiting.add(waiter);
    setTimer();
  }

  /** No longer waits. */
  void remove(Waiter waiter) {
    waiting.remove(waiter);
    if (waiting.isEmpty() && timer != NONE) {
      timers.cancel(timer);
      timer = NONE;
    }
  }

  private void setTimer() {
    Waiter first = waiting.peek();
    if (first != null && timer == NONE) {
      long nanos = limit.nanosUntil(first.nextLength());
      timer = timers.set(Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(nanos) + 1), this::serve);
    }
  }

  private void serve() {
    timer = NONE;
    for (int turns = 0; turns < MAX_TURNS; turns++) {
      Waiter waiter = waiting.peek();
      if (waiter == null || limit.nanosUntil(waiter.nextLength()) > 0) {
        break;
      }
      waiting.remove();
      isTurn = true;
      waiter.rateAllows();
      isTurn = false;
    }
    setTimer();
  }
}
