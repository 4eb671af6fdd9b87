package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.storage.Balance;

/**
 * What the tracker got to hear of one client, kept by one who knows which run of the client each
 * packet is of: the highest counters of the run, and what all of it counts for.
 *
 * @param run the latest run that was heard of; -1 before any was
 * @param lastSeen when it was heard of last, late packets left aside
 * @param startedAt when the run, or a {@code started} of it, was heard
 * @param before the sum of the counters of the run before, while packets of it may still come
 */
record NaiveSession(
    int run,
    long uploaded,
    long downloaded,
    long left,
    boolean stopped,
    long lastSeen,
    long startedAt,
    long before,
    Balance total) {
  static final NaiveSession UNHEARD = new NaiveSession(-1, 0, 0, -1, false, 0, 0, 0, Balance.ZERO);

  long sum() {
    return uploaded + downloaded;
  }

  boolean isHeard() {
    return run >= 0;
  }

  /** True if this packet says nothing new. */
  boolean isLate(ModelPacket packet, long now, long delay) {
    if (packet.run() > run) {
      return false;
    }
    if (packet.run() < run && (sum() > 0 || packet.sum() > 0)) {
      return true;
    }
    boolean recent = now - lastSeen <= delay;
    boolean higher = packet.uploaded() > uploaded || packet.downloaded() > downloaded;
    boolean lower = packet.uploaded() < uploaded || packet.downloaded() < downloaded;
    boolean stays = packet.event() == Event.NONE || packet.event() == Event.COMPLETED;
    return recent && !higher && (lower || (stopped && stays));
  }

  /** This once the packet, which is not late, was heard. */
  NaiveSession hear(ModelPacket packet, Percents percents, long now, long delay) {
    boolean fresh = packet.run() > run;
    long given = Math.max(0, packet.uploaded() - (fresh ? 0 : uploaded));
    long taken = Math.max(0, packet.downloaded() - (fresh ? 0 : downloaded));
    boolean starts = fresh || stopped || packet.event() == Event.STARTED;
    long kept = starts && now - startedAt > delay ? 0 : before;
    return new NaiveSession(
        Math.max(run, packet.run()),
        (fresh ? 0 : uploaded) + given,
        (fresh ? 0 : downloaded) + taken,
        packet.left() == AnnounceRequest.LEFT_UNKNOWN ? -1 : packet.left(),
        packet.event() == Event.STOPPED,
        now,
        starts ? now : startedAt,
        fresh ? sum() : kept,
        total.plus(
            new Balance(
                given, taken, given * percents.upload() / 100, taken * percents.download() / 100)));
  }
}
