package io.skep.server;

/** Why a UDP packet got no answer; a label of the metrics. */
enum DroppedPacket {
  SHORT,
  UNKNOWN_ACTION,
  BAD_CONNECTION_ID,
  OVERSIZED,
  ODD,
  /** An answer could not be sent. */
  UNSENT
}
