package io.skep.client;

import java.time.Duration;

/**
 * When an unanswered UDP packet is sent again (BEP 15): the wait doubles each time.
 *
 * @param firstWait how long to wait after the first packet, at least 1 ms
 * @param tries how many packets are sent before giving up, 1 to 9
 */
public record UdpSchedule(Duration firstWait, int tries) {
  private static final int STANDARD_TRIES = 9;

  /** BEP 15's own: 15 · 2ⁿ seconds, n from 0 to 8, a good two hours in all. */
  public static final UdpSchedule STANDARD =
      new UdpSchedule(Duration.ofSeconds(15), STANDARD_TRIES);

  private static final int QUICK_TRIES = 3;

  /** Refuses waits and tries out of their bounds. */
  public UdpSchedule {
    if (firstWait.toMillis() < 1) {
      throw new IllegalArgumentException("the first wait is at least 1 ms: " + firstWait);
    }
    if (tries < 1 || tries > STANDARD_TRIES) {
      throw new IllegalArgumentException("the tries are 1 to " + STANDARD_TRIES + ": " + tries);
    }
  }

  /** A schedule of three tries that is over after this time, at least 7 ms. */
  public static UdpSchedule within(Duration total) {
    return new UdpSchedule(total.dividedBy((1 << QUICK_TRIES) - 1), QUICK_TRIES);
  }

  /** The same waits, but only so many tries as end within this time, at least one. */
  UdpSchedule shortenedTo(Duration total) {
    int fewer = tries;
    while (fewer > 1 && new UdpSchedule(firstWait, fewer).total().compareTo(total) > 0) {
      fewer--;
    }
    return new UdpSchedule(firstWait, fewer);
  }

  /** How long to wait after the packet with this number, counted from 0. */
  Duration waitAfter(int packet) {
    return firstWait.multipliedBy(1L << packet);
  }

  /** How long all tries take together. */
  Duration total() {
    return firstWait.multipliedBy((1L << tries) - 1);
  }
}
