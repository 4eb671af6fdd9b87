package io.skep.swarm;

/** What speaks for a new swarm to be taken among the established ones. */
enum Claim {
  /** Nothing yet, or it is established already. */
  NONE,
  /** Two networks have announced it: made up by somebody with two addresses at least. */
  SHARED,
  /** It was announced again after a good while: made up by somebody who keeps coming back. */
  LASTING
}
