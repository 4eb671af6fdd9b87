package io.skep.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Finds bytes that were reported faster than a line can carry them.
 *
 * <p>The counters are from when the client sent them, the seconds from when they arrived: an
 * announce that was late makes the next one seem early. So what is above the bound is let pass up
 * to a burst, of which each user has one, however many sessions and torrents it is spread over; it
 * comes back with time. A session's first announce has no time to be measured against and lives on
 * the burst alone, so that a fresh peer id for each announce wins nothing.
 *
 * <p>Sessions that report in turn, or that were silent together, must not each have the whole
 * bound: what all of a user's sessions report goes into one more bucket, which runs out at the
 * bound of some clients. It holds what these can move while a client may be silent; what is said of
 * a longer time is not believed. Only what was counted while the tracker was away has a bucket of
 * its own, which holds that time's bytes too.
 */
final class SpeedRule implements CheatRule {
  static final String NAME = "speed";

  private final CheatSettings.Speed settings;
  private final TrackerUptime uptime;

  /** For how many seconds a client may have been silent: one announce of it may be lost. */
  private final long longest;

  private final Direction uploads;
  private final Direction downloads;

  SpeedRule(CheatSettings.Speed settings, TrackerUptime uptime) {
    this.settings = settings;
    this.uptime = uptime;
    this.longest = 2 * uptime.reachSeconds();
    this.uploads = direction(settings.uploadBytesPerSecond());
    this.downloads = direction(settings.downloadBytesPerSecond());
  }

  private Direction direction(long bound) {
    long together =
        bound > Long.MAX_VALUE / settings.clients() ? bound : bound * settings.clients();
    long silence = sum(longest, settings.burstSeconds());
    return new Direction(
        new SpeedAllowance(bound, settings.burstSeconds()),
        new SpeedAllowance(together, silence),
        new SpeedAllowance(together, sum(silence, uptime.awaySeconds())));
  }

  /**
   * The allowances for what is given, or for what is taken.
   *
   * @param burst what a session may report above the bound
   * @param together what all sessions of a user may report
   * @param away what they may report of a time at which the tracker was away
   */
  private record Direction(SpeedAllowance burst, SpeedAllowance together, SpeedAllowance away) {
    boolean lets(Observation seen, long bytes, long seconds, boolean wasAway) {
      return burst.lets(seen.user(), bytes, seconds, seen.now())
          && (wasAway ? away : together).lets(seen.user(), bytes, 0, seen.now());
    }
  }

  private static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable Suspicion examine(Observation seen) {
    boolean first = seen.firstOfSession();
    // A client may have counted for days while the tracker was away or was another one.
    boolean wasAway =
        first ? !uptime.covers(seen.now()) : seen.now() - seen.seconds() < uptime.startedAt();
    long most = wasAway ? sum(longest, uptime.awaySeconds()) : longest;
    long claimed = first ? (wasAway ? most : 1) : seen.seconds();
    long seconds = Math.max(1, Math.min(most, claimed));
    boolean up = uploads.lets(seen, seen.uploadedDelta(), seconds, wasAway);
    boolean down = downloads.lets(seen, seen.downloadedDelta(), seconds, wasAway);
    if (up && down) {
      return null;
    }
    Evidence evidence =
        Evidence.of(seen)
            .put("uploaded_delta", seen.uploadedDelta())
            .put("downloaded_delta", seen.downloadedDelta())
            .put("first_of_session", seen.firstOfSession())
            .put("seconds", seconds)
            .put("upload_bytes_per_second", seen.uploadedDelta() / seconds)
            .put("download_bytes_per_second", seen.downloadedDelta() / seconds)
            .put("clients", settings.clients())
            .put("upload_bound", settings.uploadBytesPerSecond())
            .put("download_bound", settings.downloadBytesPerSecond());
    return new Suspicion(
        evidence,
        "your client reports more bytes than its time allows; "
            + "if they are right, tell the people who run this tracker");
  }
}
