package io.skep.protocol;

import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a client learns from a tracker's answer to its announce, over HTTP or UDP (BEP 3, 7, 15, 23,
 * 24).
 *
 * @param interval seconds until the next announce, at least 1
 * @param minInterval seconds before which the tracker wants none, at least 0; empty where it says
 *     nothing of it
 * @param complete how many have everything, at least 0; empty where the tracker doesn't say
 * @param incomplete how many still fetch, at least 0; empty where the tracker doesn't say
 * @param downloaded how often all of it was fetched, at least 0; empty where the tracker doesn't
 *     say
 * @param peers whom the client may talk to
 * @param externalAddress the client as the tracker sees it, with port 0 (BEP 24); null where the
 *     tracker doesn't say
 * @param warning words for the user, made plain; empty where there are none
 * @param trackerId what the next announce must send back, one character a byte; empty where there
 *     is none
 */
public record TrackerAnswer(
    int interval,
    OptionalInt minInterval,
    OptionalInt complete,
    OptionalInt incomplete,
    OptionalInt downloaded,
    PeerList peers,
    @Nullable PeerAddress externalAddress,
    String warning,
    String trackerId) {
  /** Makes the tracker's words plain. */
  public TrackerAnswer {
    warning = PlainText.of(warning);
  }
}
