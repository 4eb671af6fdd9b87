package io.skep.client;

/** Who told of a peer, the most trusted first. */
enum PeerSource {
  /** The user, by an option. */
  MANUAL,
  /** The magnet link ({@code x.pe}, BEP 9). */
  MAGNET,
  /** A tracker. */
  TRACKER,
  /** The peer itself, which came to us and told where it listens (BEP 10). */
  INCOMING,
  /** Another peer (BEP 11), who may make up as many as it likes. */
  PEX
}
