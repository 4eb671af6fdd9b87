package io.skep.client;

import java.time.Duration;

/**
 * A connection id that a UDP tracker gave (BEP 15).
 *
 * @param id the id
 * @param since when it was given, in nanoseconds of the client's time
 */
record UdpConnection(long id, long since) {
  /** How long a client may use one (BEP 15). */
  private static final Duration LIFETIME = Duration.ofMinutes(1);

  boolean isFresh(long now) {
    return now - since < LIFETIME.toNanos();
  }
}
