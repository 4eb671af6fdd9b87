package io.skep.ledger;

import io.skep.storage.Balance;

/**
 * How far a user is with what a download obliges to.
 *
 * @param user who
 * @param torrent what was fetched
 * @param state how it stands
 * @param completedAt when the download became complete, in seconds
 * @param dueAt until when the rule is to be satisfied, in seconds
 * @param seedSeconds for how long it was seeded so far
 * @param balance bytes given and taken there so far
 */
public record HitAndRun(
    long user,
    long torrent,
    State state,
    long completedAt,
    long dueAt,
    long seedSeconds,
    Balance balance) {
  /** How an obligation stands. */
  public enum State {
    /** Seeded long enough, or gave enough back; or nothing is asked. */
    SATISFIED,
    /** Not yet, but there is still time. */
    DUE,
    /** Not in time. It can still be made good by seeding on. */
    VIOLATED
  }
}
