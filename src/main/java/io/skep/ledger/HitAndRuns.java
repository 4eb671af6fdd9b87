package io.skep.ledger;

import io.skep.storage.LedgerStore;
import io.skep.storage.StorageException;
import java.util.List;
import java.util.function.LongPredicate;

/** Who fetched and ran: knows from memory what the last {@link #refresh} has found. */
public final class HitAndRuns {
  /** Knows nothing before the first {@link #refresh}. */
  public HitAndRuns(LedgerStore store, HitAndRunRules rules, LongPredicate serves) {}

  /** Looks through the books; blocks, so it is for a worker, every few minutes. */
  public void refresh(long now) throws StorageException {}

  /** How many torrents the user fetched and ran from. */
  public int of(long user) {
    return 0;
  }

  /** What the user still has to do or has failed to, violations first. */
  public List<HitAndRun> list(long user) {
    return List.of();
  }
}
