package io.skep.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Those who wait until a rate limit lets them move a block, one after the other, so that each gets
 * its share.
 */
final class RateTurns {
  /** Somebody who waits. */
  interface Waiter {
    /** How many bytes it waits for. */
    int nextLength();

    /** May go on; if the limit stops it again it waits behind the others. */
    void rateAllows();
  }

  private final RateLimit limit;
  private final Timers timers;
  private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
  private boolean timerIsSet;

  RateTurns(RateLimit limit, Timers timers) {
    this.limit = limit;
    this.timers = timers;
  }

  RateLimit limit() {
    return limit;
  }

  /** Waits for a turn. */
  void add(Waiter waiter) {
    waiting.add(waiter);
    setTimer();
  }

  /** No longer waits. */
  void remove(Waiter waiter) {
    waiting.remove(waiter);
  }

  private void setTimer() {
    Waiter first = waiting.peek();
    if (first != null && !timerIsSet) {
      timerIsSet = true;
      long nanos = limit.nanosUntil(first.nextLength());
      timers.set(Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(nanos) + 1), this::serve);
    }
  }

  private void serve() {
    timerIsSet = false;
    // Everybody gets one try, those who come back have to wait for the next round.
    for (int tries = waiting.size(); tries > 0; tries--) {
      Waiter waiter = waiting.poll();
      if (waiter == null || limit.nanosUntil(waiter.nextLength()) > 0) {
        if (waiter != null) {
          waiting.addFirst(waiter);
        }
        break;
      }
      waiter.rateAllows();
    }
    setTimer();
  }
}
