package io.skep.bittorrent;

/** What an announce tells of beside its counters (BEP 3, BEP 21). */
public enum Event {
  /** A regular announce, made because the interval has passed. */
  NONE,
  /** The client has joined the swarm. */
  STARTED,
  /** The client leaves the swarm. */
  STOPPED,
  /** The client has just finished the download. */
  COMPLETED,
  /** The client has all it wants, not all there is: a partial seed (BEP 21). */
  PAUSED
}
