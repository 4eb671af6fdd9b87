package io.skep.cli;

/** A command of the running tracker's API failed; its message is one line for the person. */
final class ApiException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  ApiException(String message) {
    this(message, 0);
  }

  /** A fault that the tracker told with this HTTP status. */
  ApiException(String message, int status) {
    super(message);
    this.status = status;
  }

  /** The HTTP status that the tracker answered with; 0 where it didn't. */
  int status() {
    return status;
  }
}
