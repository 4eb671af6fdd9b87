package io.skep.load;

/** A load that can't go on, with a sentence that says why. */
public final class LoadException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A load that ends for this reason. */
  public LoadException(String message) {
    super(message);
  }
}
