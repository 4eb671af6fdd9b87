package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.SwarmCounts;

/**
 * One announce as the rules for cheats see it, with what the ledger knows of its session before the
 * announce changed that.
 *
 * @param request the announce
 * @param user who announces, 1 and up
 * @param torrent where, 1 and up
 * @param firstOfSession whether the ledger did not know the session before; its baseline is 0 then
 * @param previousLeft {@code left} at the session's announce before; -1 where that is not known,
 *     was {@link AnnounceRequest#LEFT_UNKNOWN}, or where the counters have begun again since
 * @param uploadedDelta bytes by which the counter is above the baseline, at least 0
 * @param downloadedDelta the same
 * @param seconds since the session's announce before, at least 1; of no meaning for a first one
 * @param lastOtherLeecher when a session of another user with bytes left to fetch was known here
 *     last, in seconds: its last announce, be it the one by which it stopped or became complete; 0
 *     for never. One whose {@code left} is not known counts, and so does a partial seed (BEP 21),
 *     which may fetch again before it says so.
 * @param addresses at how many hosts the session was within the interval and its grace, this
 *     announce's included: one address of each family is one host, and IPv6 addresses of the same
 *     /64 are one address
 * @param everSeeded whether the user was ever seen complete here before, in any session
 * @param sessionDownloaded bytes taken since the session's counters began, as far as reported
 * @param counts who is in the swarm once the announce has taken effect
 * @param now seconds since the epoch
 */
public record Observation(
    AnnounceRequest request,
    long user,
    long torrent,
    boolean firstOfSession,
    long previousLeft,
    long uploadedDelta,
    long downloadedDelta,
    long seconds,
    long lastOtherLeecher,
    int addresses,
    boolean everSeeded,
    long sessionDownloaded,
    SwarmCounts counts,
    long now) {

  /** True if the client says how much it has left to fetch. */
  boolean leftIsKnown() {
    return request.left() != AnnounceRequest.LEFT_UNKNOWN;
  }
}
