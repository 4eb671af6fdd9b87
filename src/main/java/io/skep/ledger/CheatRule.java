package io.skep.ledger;

import org.jspecify.annotations.Nullable;

/** One rule for cheats. Asked on event loops, so it makes nothing where there is nothing. */
interface CheatRule {
  /** What findings call it. */
  String name();

  /** What stands against the announce; null where nothing does. */
  @Nullable Suspicion examine(Observation observation);
}
