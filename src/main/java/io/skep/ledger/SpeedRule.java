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
 */
final class SpeedRule implements CheatRule {
  static final String NAME = "speed";

  private final CheatSettings.Speed settings;
  private final TrackerUptime uptime;
  private final SpeedAllowance uploads;
  private final SpeedAllowance downloads;

  SpeedRule(CheatSettings.Speed settings, TrackerUptime uptime) {
    this.settings = settings;
    this.uptime = uptime;
    this.uploads = new SpeedAllowance(settings.uploadBytesPerSecond(), settings.burstSeconds());
    this.downloads = new SpeedAllowance(settings.downloadBytesPerSecond(), settings.burstSeconds());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable Suspicion examine(Observation seen) {
    // A client may have counted for days while the tracker was away or was another one.
    if (seen.firstOfSession() && !uptime.covers(seen.now())) {
      return null;
    }
    long seconds = seen.firstOfSession() ? 1 : Math.max(1, seen.seconds());
    boolean up = uploads.lets(seen.user(), seen.uploadedDelta(), seconds, seen.now());
    boolean down = downloads.lets(seen.user(), seen.downloadedDelta(), seconds, seen.now());
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
            .put("upload_bound", settings.uploadBytesPerSecond())
            .put("download_bound", settings.downloadBytesPerSecond());
    return new Suspicion(
        evidence,
        "your client reports more bytes than its time allows; "
            + "if they are right, tell the people who run this tracker");
  }
}
