package io.skep.client;

import java.time.Duration;

/** How long an announce may take. */
enum AnnouncePatience {
  /** No other tracker waits its turn, so this one gets all the time that the options give. */
  ALONE,
  /**
   * Other trackers wait their turn: BEP 15's schedule, whole, would leave the transfer without
   * peers for two hours.
   */
  IN_TURN,
  /** A person waits for us to leave. */
  LEAVING;

  /** Two packets, 15 and 30 seconds, by BEP 15's schedule. */
  private static final Duration TURN = Duration.ofSeconds(45);

  /** The longest that leaving may take. */
  static final Duration FAREWELL = Duration.ofSeconds(5);

  TrackerClientOptions of(TrackerClientOptions options) {
    return switch (this) {
      case ALONE -> options;
      case IN_TURN -> options.withUdpSchedule(options.udpSchedule().shortenedTo(TURN));
      case LEAVING -> options.withUdpSchedule(UdpSchedule.within(FAREWELL));
    };
  }
}
