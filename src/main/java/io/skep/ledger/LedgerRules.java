package io.skep.ledger;

/**
 * By what times the books go.
 *
 * @param interval seconds between two regular announces of a client, at least 1
 * @param grace seconds by which an announce may be late before its session is taken for dead, at
 *     least 0
 * @param keepSeconds for how long a session's baseline is kept after its last announce, stopped or
 *     not; at least interval and grace together
 * @param maxDelaySeconds how late a packet may come, at least 0: until then it may be one that was
 *     sent before what is known already
 */
public record LedgerRules(int interval, int grace, long keepSeconds, long maxDelaySeconds) {
  /** Refuses what can't be meant. */
  public LedgerRules {
    if (interval < 1 || grace < 0 || maxDelaySeconds < 0) {
      throw new IllegalArgumentException("the ledger's times can't be negative");
    }
    if (keepSeconds < (long) interval + grace) {
      throw new IllegalArgumentException(
          "a session must be kept for longer than the interval and its grace");
    }
  }

  /** After how many seconds without an announce a session is taken for dead. */
  public long patience() {
    return (long) interval + grace;
  }
}
