package io.skep.console;

/**
 * What the operator decides of the live figures.
 *
 * @param historyBytes how much memory the history of all swarms may take
 */
public record LiveOptions(long historyBytes) {
  /** What is good for most. */
  public static final LiveOptions DEFAULTS = new LiveOptions(32L << 20);
}
