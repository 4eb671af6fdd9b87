package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.storage.SessionRow;

/**
 * What an announce means for its session, whose counters are known up to a baseline.
 *
 * <p>Counters only grow from {@code started} to {@code stopped} (BEP 3), but their announces come
 * by several ways, late by up to some time {@code delay}, twice or never. So what is below the
 * baseline is either late or of counters that have begun again, and the rule is that a doubt is
 * never settled in such a way that bytes count twice: counters are cumulative, and what was passed
 * over is in the client's next announce again.
 *
 * <ul>
 *   <li>At or above the baseline: the increase counts. But within {@code delay} of a beginning,
 *       what is nearer to where the counters stood before than to the baseline is a late one of
 *       before; and within {@code delay} of {@code stopped} what shows no more than that, and does
 *       not begin or stop either, is late.
 *   <li>Below, {@code started}, and nearer to 0 than to the baseline: the counters have begun
 *       again, and what they show counts. But within {@code delay} of the last {@code started} of a
 *       session that has not stopped it is the same one by another way, and late.
 *   <li>Below otherwise, within {@code delay} of the last announce: late.
 *   <li>Below, later than that: nearer to 0, or after {@code stopped}, the counters have begun
 *       again and no {@code started} was heard, and what they show counts. Nearer to the baseline,
 *       it is a client that has thrown a bad piece away and subtracts it, as Transmission does; the
 *       baseline stays until the counter has passed it again.
 *   <li>One counter above and the other below: nearer to the baseline, the client has thrown a
 *       piece away, and the one that grew counts; nearer to 0, as if both were below.
 * </ul>
 *
 * <p>Near and far are told by both counters' sum. The baseline is moved by what is not late only.
 *
 * <p>Where this is wrong, too little counts: of a client that begins again under the same key only
 * the increase, if the first announce that is heard is above the baseline, or near to it and no
 * {@code stopped} was heard; and nothing, if it moves about as much as it had before and is gone
 * for good within {@code delay}. Too much counts only where a packet is late that is far from what
 * was heard since: a {@code started} that shows less than half of that, or one of before a quick
 * restart that shows less than half of what the client had when it stopped.
 *
 * @param kind what it is
 * @param uploaded by how much the client has given more, in bytes
 * @param downloaded the same for what it has taken
 */
record CounterStep(Kind kind, long uploaded, long downloaded) {
  /** What an announce can be. */
  enum Kind {
    /** One that was sent before what is known, or comes a second time: to be passed over. */
    LATE,
    /** One that goes on where the baseline is. */
    GREW,
    /** One of counters that have begun from 0 since. */
    BEGAN_AGAIN
  }

  private static final CounterStep LATE = new CounterStep(Kind.LATE, 0, 0);

  /** The first announce of a session: what its counters show was moved since they began. */
  static CounterStep first(AnnounceRequest request) {
    return new CounterStep(Kind.GREW, request.uploaded(), request.downloaded());
  }

  /** What an announce means for a session that is known. */
  static CounterStep of(SessionRow known, AnnounceRequest request, long now, long delay) {
    boolean above =
        request.uploaded() > known.uploaded() || request.downloaded() > known.downloaded();
    boolean below =
        request.uploaded() < known.uploaded() || request.downloaded() < known.downloaded();
    if (above && isOfBefore(known, request, now, delay)) {
      return LATE;
    }
    boolean recent = now - known.lastSeen() <= delay;
    if (!below) {
      return recent && !above && isFromBeforeTheStop(known, request) ? LATE : grew(known, request);
    }
    boolean near = isNear(known, request);
    boolean thrownAway = near && (recent || !known.stopped());
    if (thrownAway && above) {
      return grew(known, request);
    }
    boolean same = now - known.startedAt() <= delay && !known.stopped();
    if (request.event() == Event.STARTED && !near && !same) {
      return beganAgain(request);
    }
    if (recent) {
      return LATE;
    }
    return thrownAway ? grew(known, request) : beganAgain(request);
  }

  private static boolean isOfBefore(
      SessionRow known, AnnounceRequest request, long now, long delay) {
    long before = sum(known.previousUploaded(), known.previousDownloaded());
    if (before == 0 || now - known.startedAt() > delay) {
      return false;
    }
    long shown = sum(request.uploaded(), request.downloaded());
    long base = sum(known.uploaded(), known.downloaded());
    return Math.abs(shown - before) < Math.abs(shown - base);
  }

  private static boolean isFromBeforeTheStop(SessionRow known, AnnounceRequest request) {
    return known.stopped() && request.event() != Event.STOPPED && request.event() != Event.STARTED;
  }

  /** True if what is shown is nearer to the baseline than to 0. */
  private static boolean isNear(SessionRow known, AnnounceRequest request) {
    long base = sum(known.uploaded(), known.downloaded());
    return sum(request.uploaded(), request.downloaded()) > base / 2;
  }

  private static CounterStep grew(SessionRow known, AnnounceRequest request) {
    return new CounterStep(
        Kind.GREW,
        Math.max(0, request.uploaded() - known.uploaded()),
        Math.max(0, request.downloaded() - known.downloaded()));
  }

  private static CounterStep beganAgain(AnnounceRequest request) {
    return new CounterStep(Kind.BEGAN_AGAIN, request.uploaded(), request.downloaded());
  }

  /** Both, or {@link Long#MAX_VALUE} where that is more than a word holds. */
  private static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** The session once this announce, which is not late, has taken effect. */
  SessionRow applyTo(SessionRow known, AnnounceRequest request, long now, long delay) {
    boolean again = kind == Kind.BEGAN_AGAIN;
    boolean resumed = known.stopped() || request.event() == Event.STARTED;
    boolean forget = resumed && now - known.startedAt() > delay;
    return new SessionRow(
        known.id(),
        known.user(),
        known.torrent(),
        known.key() == 0 ? request.key() : known.key(),
        known.peerId().equals(request.peerId()) ? known.peerId() : request.peerId(),
        again ? uploaded : known.uploaded() + uploaded,
        again ? downloaded : known.downloaded() + downloaded,
        request.left() == AnnounceRequest.LEFT_UNKNOWN ? -1 : request.left(),
        again || resumed ? now : known.startedAt(),
        again ? known.uploaded() : forget ? 0 : known.previousUploaded(),
        again ? known.downloaded() : forget ? 0 : known.previousDownloaded(),
        Math.max(now, known.lastSeen()),
        request.event() == Event.STOPPED);
  }
}
