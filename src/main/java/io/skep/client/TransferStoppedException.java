package io.skep.client;

/** A transfer was stopped before it came to what was waited for. */
public final class TransferStoppedException extends Exception {
  private static final long serialVersionUID = 1L;

  TransferStoppedException() {
    super("the transfer was stopped", null, false, false);
  }
}
