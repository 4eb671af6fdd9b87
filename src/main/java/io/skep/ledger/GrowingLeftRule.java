package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code left} that grows while a session goes on.
 *
 * <p>Pieces whose hash did not fit are let pass, by the settings and by what the client says it
 * threw away. A check of the files is not found where the client leaves for it and comes back with
 * {@code started}, as they do. Nor is a magnet link: until a client has the metadata, some say that
 * 16 KiB are left, and some say 0.
 */
final class GrowingLeftRule implements CheatRule {
  static final String NAME = "growing-left";
  private static final long STANDS_FOR_UNKNOWN = 16 * 1024;

  private final CheatSettings.GrowingLeft settings;

  GrowingLeftRule(CheatSettings.GrowingLeft settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable Suspicion examine(Observation seen) {
    AnnounceRequest request = seen.request();
    if (seen.firstOfSession()
        || request.event() == Event.STARTED
        || seen.previousLeft() < 0
        || !seen.leftIsKnown()) {
      return null;
    }
    long growth = request.left() - seen.previousLeft();
    long thrownAway = Math.min(request.corrupt(), request.downloaded());
    if (growth <= settings.bytes() || growth - settings.bytes() <= thrownAway) {
      return null;
    }
    if (isMagnet(seen)) {
      return null;
    }
    Evidence evidence =
        Evidence.of(seen)
            .put("previous_left", seen.previousLeft())
            .put("growth", growth)
            .put("uploaded_delta", seen.uploadedDelta())
            .put("downloaded_delta", seen.downloadedDelta())
            .put("corrupt", request.corrupt())
            .put("seconds", seen.seconds());
    return new Suspicion(
        evidence, "your client reports more left to fetch than before; restart the torrent");
  }

  private static boolean isMagnet(Observation seen) {
    long before = seen.request().downloaded() - seen.downloadedDelta();
    return seen.previousLeft() <= STANDS_FOR_UNKNOWN
        && before <= STANDS_FOR_UNKNOWN
        && seen.request().uploaded() == seen.uploadedDelta();
  }
}
