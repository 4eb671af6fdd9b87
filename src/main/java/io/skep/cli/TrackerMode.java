package io.skep.cli;

/** Which torrents the tracker serves. */
enum TrackerMode {
  /** All but those denied. */
  OPEN,
  /** Those of the operator's list. */
  LISTED
}
