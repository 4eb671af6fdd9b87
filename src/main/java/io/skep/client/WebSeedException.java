package io.skep.client;

import io.skep.protocol.PlainText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a web seed gave no content. */
final class WebSeedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean useless;
  private final @Nullable Duration retryAfter;

  private WebSeedException(
      String words, boolean useless, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(PlainText.of(words), cause);
    this.useless = useless;
    this.retryAfter = retryAfter;
  }

  /** It will never give any. */
  static WebSeedException useless(String words) {
    return new WebSeedException(words, true, null, null);
  }

  /** It will never give any. */
  static WebSeedException useless(String words, Throwable cause) {
    return new WebSeedException(words, true, null, cause);
  }

  /** It may give some later. */
  static WebSeedException passing(String words) {
    return new WebSeedException(words, false, null, null);
  }

  /** It may give some later. */
  static WebSeedException passing(String words, Throwable cause) {
    return new WebSeedException(words, false, null, cause);
  }

  /**
   * It is too busy.
   *
   * @param retryAfter how long it wants to be left alone; null where it doesn't say
   */
  static WebSeedException busy(String words, @Nullable Duration retryAfter) {
    return new WebSeedException(words, false, retryAfter, null);
  }

  String words() {
    return String.valueOf(getMessage());
  }

  /** True if it is not to be asked again. */
  boolean isUseless() {
    return useless;
  }

  /** How long it wants to be left alone; null where it didn't say. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
