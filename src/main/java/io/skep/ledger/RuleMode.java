package io.skep.ledger;

/** What becomes of what a rule for cheats finds. */
public enum RuleMode {
  /** The rule is not asked. */
  OFF,
  /** A finding is kept; the announce is answered and credited as any other. */
  WATCH,
  /** A finding is kept, the announce gives no credit and is refused. */
  ACT
}
