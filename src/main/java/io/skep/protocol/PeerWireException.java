package io.skep.protocol;

/**
 * Bytes of a peer's that no well-behaved peer sends, with a sentence that says why; the connection
 * is of no more use.
 *
 * <p>It has no stack trace: it tells of the bytes, not of our code, and bad input must not cost
 * more than refusing it.
 */
public final class PeerWireException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** Bytes that make no sense for this reason. */
  public PeerWireException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  /** What is wrong, the same as the message. */
  public String reason() {
    return reason;
  }
}
