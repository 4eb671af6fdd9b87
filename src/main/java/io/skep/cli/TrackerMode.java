package io.skep.cli;

/** Which torrents the tracker serves, and whom. */
enum TrackerMode {
  /** Those that are registered, to users whom it knows by their passkeys. */
  PRIVATE,
  /** All but those denied. */
  OPEN,
  /** Those of the operator's list. */
  LISTED
}
