package io.skep.metainfo;

/**
 * A .torrent that is none, or that promises what cannot be.
 *
 * <p>Its message is for the one who handed the file in. It has no stack trace: it tells of the
 * file, not of our code.
 */
public final class MetainfoException extends Exception {
  private static final long serialVersionUID = 1L;

  MetainfoException(String reason) {
    super(reason, null, false, false);
  }

  /** What is wrong, in words for whoever handed the file in. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
