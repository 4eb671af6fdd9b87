package io.skep.ledger;

/**
 * What a rule has against an announce.
 *
 * @param evidence its figures
 * @param refusal what the client is told where the rule acts
 */
record Suspicion(Evidence evidence, String refusal) {}
