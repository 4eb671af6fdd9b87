package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import org.jspecify.annotations.Nullable;

/**
 * Finds a user that is complete at the first announce here, with nothing downloaded.
 *
 * <p>That is what a download looks like that was made behind the tracker's back. It is also what
 * cross-seeding looks like, so it says something only where it goes with more. Who is the only one
 * that is complete brings the content and is let pass. While a tracker is new, so is everybody.
 */
final class BeganCompleteRule implements CheatRule {
  static final String NAME = "began-complete";

  private final TrackerUptime uptime;

  BeganCompleteRule(TrackerUptime uptime) {
    this.uptime = uptime;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable Suspicion examine(Observation seen) {
    AnnounceRequest request = seen.request();
    if (!seen.firstOfSession()
        || !request.isSeeder()
        || request.event() == Event.COMPLETED
        || seen.everSeeded()
        || request.downloaded() > 0
        || seen.sessionDownloaded() > 0
        || seen.counts().complete() <= 1
        || !uptime.covers(seen.now())) {
      return null;
    }
    return new Suspicion(
        Evidence.of(seen).put("seeders", seen.counts().complete()),
        "your client is complete here without a download; "
            + "if you brought the content along, tell the people who run this tracker");
  }
}
