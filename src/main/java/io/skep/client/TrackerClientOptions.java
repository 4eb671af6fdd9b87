package io.skep.client;

import java.time.Duration;

/**
 * How long a client waits for trackers and how much it takes from them.
 *
 * @param httpTimeout the longest that an announce or scrape over HTTP may take, redirects and all,
 *     and looking up the name of a UDP tracker
 * @param udpSchedule when a UDP tracker is asked again
 * @param maxReplyBytes the longest HTTP reply that is taken, unpacked, in bytes
 */
public record TrackerClientOptions(
    Duration httpTimeout, UdpSchedule udpSchedule, int maxReplyBytes) {
  /** A MiB: room for 170,000 peers, far more than trackers send. */
  private static final int MAX_REPLY_BYTES = 1 << 20;

  /** What suits a client that runs for days. */
  public static final TrackerClientOptions STANDARD =
      new TrackerClientOptions(Duration.ofSeconds(60), UdpSchedule.STANDARD, MAX_REPLY_BYTES);

  /** What suits a person who waits: an answer or a failure within about this time. */
  public static TrackerClientOptions within(Duration total) {
    return new TrackerClientOptions(total, UdpSchedule.within(total), MAX_REPLY_BYTES);
  }

  TrackerClientOptions withUdpSchedule(UdpSchedule schedule) {
    return new TrackerClientOptions(httpTimeout, schedule, maxReplyBytes);
  }
}
