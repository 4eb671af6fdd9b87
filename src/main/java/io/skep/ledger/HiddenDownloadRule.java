package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import org.jspecify.annotations.Nullable;

/**
 * Finds a download that gets on, or is complete, with nothing downloaded.
 *
 * <p>Who was complete here before is let pass: the files were moved, checked and found again. So is
 * a tenth, since what a client counts as fetched and what it counts as left are not the same thing:
 * a piece is left until its hash is right. And so is progress within the time that a packet may be
 * late, or with {@code stopped}: who checks the files and finds less may be heard in the wrong
 * order.
 */
final class HiddenDownloadRule implements CheatRule {
  static final String NAME = "hidden-download";
  private static final int TENTH = 10;
  private static final long LATE_SECONDS = 120;

  private final CheatSettings.HiddenDownload settings;

  HiddenDownloadRule(CheatSettings.HiddenDownload settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable Suspicion examine(Observation seen) {
    AnnounceRequest request = seen.request();
    if (seen.everSeeded() || request.event() == Event.STARTED || !seen.leftIsKnown()) {
      return null;
    }
    long taken = Math.max(seen.sessionDownloaded(), request.downloaded());
    long progress =
        seen.firstOfSession() || seen.previousLeft() < 0 ? 0 : seen.previousLeft() - request.left();
    boolean inOrder = seen.seconds() > LATE_SECONDS && request.event() != Event.STOPPED;
    boolean gotOn =
        progress > settings.bytes() && taken < progress / TENTH && (inOrder || request.isSeeder());
    if (!gotOn && !saysComplete(seen, taken)) {
      return null;
    }
    Evidence evidence =
        Evidence.of(seen)
            .put("previous_left", seen.previousLeft())
            .put("progress", progress)
            .put("session_downloaded", taken)
            .put("seeders", seen.counts().complete());
    return new Suspicion(
        evidence, "your client reports progress without a download; restart the torrent");
  }

  /** Who alone is complete has brought the content along, whatever event the client makes of it. */
  private static boolean saysComplete(Observation seen, long taken) {
    return seen.request().event() == Event.COMPLETED
        && seen.request().isSeeder()
        && taken == 0
        && seen.counts().complete() > 1;
  }
}
