package io.skep.client;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How it stands with one tracker, for a person to read.
 *
 * @param tracker scheme, host and port; the rest of its URL may hold a passkey and is not shown
 * @param tier the tier it is in, counted from 0 (BEP 12)
 * @param state how it stands
 * @param words why it failed, or what it warns of, in one plain line; may be empty
 * @param seeds how many have everything, as its last answer has it
 * @param leechers how many still fetch, as its last answer has it
 * @param nextAnnounceSeconds in how many seconds it may be asked next; empty if that is not known
 */
public record TrackerStatus(
    String tracker,
    int tier,
    State state,
    String words,
    OptionalInt seeds,
    OptionalInt leechers,
    OptionalLong nextAnnounceSeconds) {
  /** How it stands with a tracker, the best first. */
  public enum State {
    /** Its last answer was good. */
    WORKING,
    /** It is being asked for the first time. */
    ASKING,
    /** It was not needed yet. */
    IDLE,
    /** It cannot be reached or answers nonsense; it is asked again later. */
    FAILED,
    /** It refuses. */
    REFUSED,
    /** Its URL is none that this client can ask. */
    UNSUPPORTED
  }
}
