package io.skep.client;

import io.skep.bittorrent.RequestException;
import io.skep.protocol.PlainText;
import org.jspecify.annotations.Nullable;

/** Why a tracker could not be asked, or what it said instead of an answer. */
public final class TrackerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong: a closed set, so that a client can choose what to do next. */
  public enum Fault {
    /** The URL is none that this client can ask: ask another. */
    UNSUPPORTED,
    /** Nothing came back: try again later. */
    UNREACHABLE,
    /** What came back is no answer: try again later, maybe much later. */
    NONSENSE,
    /** The tracker refused, in the words of the message: see {@link #retryMinutes}. */
    REFUSED
  }

  private final Fault fault;
  private final int retryMinutes;

  private TrackerException(
      Fault fault, String message, int retryMinutes, @Nullable Throwable cause) {
    super(PlainText.of(message), cause);
    this.fault = fault;
    this.retryMinutes = retryMinutes;
  }

  TrackerException(Fault fault, String message) {
    this(fault, message, null);
  }

  TrackerException(Fault fault, String message, @Nullable Throwable cause) {
    this(fault, message, RequestException.RETRY_UNSAID, cause);
  }

  /** A refusal over HTTP in the tracker's own words. */
  static TrackerException refused(RequestException refusal) {
    return new TrackerException(Fault.REFUSED, refusal.reason(), refusal.retryMinutes(), refusal);
  }

  /** A refusal over UDP in the tracker's own words. */
  static TrackerException refused(String words) {
    String reason = words.isBlank() ? "no reason given" : words;
    return new TrackerException(Fault.REFUSED, reason, RequestException.RETRY_UNSAID, null);
  }

  /** What went wrong or what the tracker said, in one plain line. */
  public String words() {
    return String.valueOf(getMessage());
  }

  /** What went wrong. */
  public Fault fault() {
    return fault;
  }

  /**
   * After how many minutes to try again, {@link RequestException#RETRY_NEVER} or {@link
   * RequestException#RETRY_UNSAID} (BEP 31).
   */
  public int retryMinutes() {
    return retryMinutes;
  }
}
