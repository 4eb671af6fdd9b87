package io.skep.cli;

/** A transfer that can't be begun; its message is one line for the person. */
final class TransferFault extends Exception {
  private static final long serialVersionUID = 1L;

  TransferFault(String message) {
    super(message);
  }
}
