package io.skep.swarm;

/** A snapshot makes no sense; with a clause that says what is wrong with it. */
final class SnapshotException extends Exception {
  private static final long serialVersionUID = 1L;

  SnapshotException(String reason) {
    super(reason, null, false, false);
  }
}
