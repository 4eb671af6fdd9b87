package io.skep.cli;

/** Something that the demo promised and that didn't come true; its message is one line. */
final class DemoFault extends Exception {
  private static final long serialVersionUID = 1L;

  DemoFault(String message) {
    super(message);
  }

  DemoFault(String message, Throwable cause) {
    super(message, cause);
  }
}
