package io.skep.ledger;

/**
 * What the rules for cheats make of an announce.
 *
 * @param withhold whether its bytes give no credit
 * @param rule the rule that says so, such as {@code speed}; empty where none does
 * @param refusal words that the client is shown in place of an answer; empty where it is answered
 *     as usual
 */
public record Verdict(boolean withhold, String rule, String refusal) {
  /** Nothing stands against the announce. */
  public static final Verdict FINE = new Verdict(false, "", "");

  /** True if the announce is to be refused. */
  public boolean isRefused() {
    return !refusal.isEmpty();
  }
}
