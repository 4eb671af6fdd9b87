package io.skep.ledger;

/**
 * Looks for cheats: asked for every announce before it is credited, on event loops, by several at a
 * time. Answers from memory.
 */
public interface CheatRules {
  /** Looks for nothing. */
  CheatRules NONE = observation -> Verdict.FINE;

  /** What is to be made of this announce. */
  Verdict judge(Observation observation);
}
