package io.skep.bittorrent;

/**
 * A fault of the client's, with the words that it is shown as {@code failure reason} (BEP 3) or in
 * an error packet (BEP 15).
 *
 * <p>It has no stack trace: it tells of the request, not of our code, and bad input must not cost
 * more than refusing it.
 */
public final class RequestException extends Exception {
  private static final long serialVersionUID = 1L;

  /** {@link #retryMinutes} of a fault of which nothing is known (BEP 31 leaves the key out). */
  public static final int RETRY_UNSAID = -1;

  /** {@link #retryMinutes} of a fault that will not go away (BEP 31: {@code never}). */
  public static final int RETRY_NEVER = 0;

  private final int retryMinutes;
  private final boolean leaving;

  private RequestException(String reason, int retryMinutes) {
    this(reason, retryMinutes, false);
  }

  private RequestException(String reason, int retryMinutes, boolean leaving) {
    super(reason, null, false, false);
    this.retryMinutes = retryMinutes;
    this.leaving = leaving;
  }

  /** A fault in how the request is written. */
  public static RequestException malformed(String reason) {
    return new RequestException(reason, RETRY_UNSAID);
  }

  /** A request that will be refused however often it comes. */
  public static RequestException refused(String reason) {
    return new RequestException(reason, RETRY_NEVER);
  }

  /** A request that may succeed in so many minutes, at least 1. */
  public static RequestException retryLater(String reason, int minutes) {
    if (minutes < 1) {
      throw new IllegalArgumentException("minutes must be at least 1: " + minutes);
    }
    return new RequestException(reason, minutes);
  }

  /**
   * The same fault of one who is known well enough to be taken out of the swarm for it: whoever
   * could have said itself that it stops.
   */
  public RequestException leaving() {
    return new RequestException(reason(), retryMinutes, true);
  }

  /** True if who is refused is in the swarm no more, even if it was let in before. */
  public boolean isLeaving() {
    return leaving;
  }

  /** The words for the client. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** After how many minutes to try again, or one of the constants (BEP 31). */
  public int retryMinutes() {
    return retryMinutes;
  }
}
