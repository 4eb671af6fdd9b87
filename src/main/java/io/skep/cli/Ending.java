package io.skep.cli;

/**
 * How a run of {@code get} or {@code seed} ended.
 *
 * @param reason why
 * @param words what is wrong, where it failed; empty otherwise
 */
record Ending(Reason reason, String words) {
  /** What can end a run. */
  enum Reason {
    /** It has done what it was asked to do. */
    DONE,
    /** A person or a supervisor has stopped it. */
    STOPPED,
    /** It can't go on. */
    FAILED
  }

  static final Ending DONE = new Ending(Reason.DONE, "");
  static final Ending STOPPED = new Ending(Reason.STOPPED, "");

  static Ending failed(String words) {
    return new Ending(Reason.FAILED, words);
  }

  static Ending failed(Throwable cause) {
    String message = cause.getMessage();
    return failed(message == null ? cause.toString() : message.lines().findFirst().orElse(message));
  }
}
