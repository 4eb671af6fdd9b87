package io.skep.protocol;

/**
 * Bytes that are no answer of an HTTP tracker, with a sentence that says why.
 *
 * <p>It has no stack trace: it tells of the bytes, not of our code.
 */
public final class HttpReplyException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An answer that makes no sense for this reason. */
  public HttpReplyException(String reason) {
    super(reason, null, false, false);
  }
}
