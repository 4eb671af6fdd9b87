package io.skep.console;

import io.skep.geography.Countries;

/**
 * What the operator decides of the live figures and the map.
 *
 * @param historyBytes how much memory the history of all swarms may take
 * @param countries in which country addresses are
 */
public record LiveOptions(long historyBytes, Countries countries) {
  /** How much memory the history takes at most where nobody says otherwise. */
  public static final long DEFAULT_HISTORY_BYTES = 32L << 20;

  /** What is good for most. */
  public static LiveOptions defaults() {
    return new LiveOptions(DEFAULT_HISTORY_BYTES, Countries.bundled());
  }
}
