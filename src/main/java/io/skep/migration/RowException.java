package io.skep.migration;

/** A row can't be taken; the message says why, in words for a person, without the line. */
public final class RowException extends Exception {
  private static final long serialVersionUID = 1L;

  RowException(String message) {
    super(message, null, false, false);
  }
}
