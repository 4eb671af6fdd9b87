package io.skep.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Finds bytes that were given in a swarm in which nobody was to take them.
 *
 * <p>A leecher that was heard of last a while ago may have gone on taking until it was due again,
 * and so may one that left without a word; and one announce may have been lost. So somebody who
 * could take them counts if he was heard of two intervals and their graces before the session's
 * last announce, or later. Of a time that reaches back to before the tracker was started nothing is
 * said.
 */
final class UploadToNobodyRule implements CheatRule {
  static final String NAME = "upload-to-nobody";

  private final CheatSettings.UploadToNobody settings;
  private final TrackerUptime uptime;

  UploadToNobodyRule(CheatSettings.UploadToNobody settings, TrackerUptime uptime) {
    this.settings = settings;
    this.uptime = uptime;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable Suspicion examine(Observation seen) {
    if (seen.uploadedDelta() <= settings.bytes()) {
      return null;
    }
    // A first announce that is not the client's own first is at least due again by now.
    long since = seen.firstOfSession() ? uptime.reachSeconds() : seen.seconds();
    long from = seen.now() - since;
    if (!uptime.covers(from) || seen.lastOtherLeecher() >= from - 2 * uptime.reachSeconds()) {
      return null;
    }
    Evidence evidence =
        Evidence.of(seen)
            .put("uploaded_delta", seen.uploadedDelta())
            .put("first_of_session", seen.firstOfSession())
            .put("seconds", since)
            .put("last_other_leecher", seen.lastOtherLeecher())
            .put("seeders", seen.counts().complete())
            .put("leechers", seen.counts().incomplete());
    return new Suspicion(
        evidence, "your client reports an upload where nobody was there to take it");
  }
}
