package io.skep.ledger;

import io.skep.storage.LedgerStore;
import io.skep.storage.Standing;
import io.skep.storage.StorageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/**
 * Who fetched and ran: how many torrents each has run from is known from memory, as the last {@link
 * #refresh} has found, and asked on event loops; which they are is looked up in the books.
 */
public final class HitAndRuns {
  /** How many of one user's are listed at most. */
  public static final int MAX_LISTED = 500;

  private static final Comparator<HitAndRun> ORDER =
      Comparator.comparing(HitAndRun::state)
          .reversed()
          .thenComparingLong(HitAndRun::dueAt)
          .thenComparingLong(HitAndRun::torrent);

  private final LedgerStore store;
  private final HitAndRunRules rules;
  private final LongPredicate serves;
  private final LongUnaryOperator lengths;
  private volatile Map<Long, Integer> violated = Map.of();

  /**
   * Knows nothing before the first {@link #refresh}.
   *
   * @param serves whether a torrent can still be seeded; what was deleted is asked of nobody
   * @param lengths how many bytes a torrent has; negative where that is not known
   */
  public HitAndRuns(
      LedgerStore store, HitAndRunRules rules, LongPredicate serves, LongUnaryOperator lengths) {
    this.store = store;
    this.rules = rules;
    this.serves = serves;
    this.lengths = lengths;
  }

  /**
   * Looks through the books; blocks, so it is for a worker, every few minutes.
   *
   * @throws StorageException if the books can't be read; what was known stays known
   */
  public void refresh(long now) throws StorageException {
    if (!rules.enabled()) {
      return;
    }
    Map<Long, Integer> found = new HashMap<>();
    store.forEachCompleted(
        since(now),
        standing ->
            of(standing, now)
                .filter(one -> one.state() == HitAndRun.State.VIOLATED)
                .ifPresent(one -> found.merge(one.user(), 1, Integer::sum)));
    violated = found;
  }

  private long since(long now) {
    return rules.forgetSeconds() == 0 ? 0 : Math.max(0, now - rules.forgetSeconds());
  }

  /** How many torrents the user fetched and ran from. */
  public int of(long user) {
    return violated.getOrDefault(user, 0);
  }

  /**
   * What the user still has to do or has failed to, violations first, as the books say now: who has
   * just fetched something is not told that nothing is asked, unless so much waits for the database
   * that a {@code completed} is only in the journal until the next flush. Blocks.
   *
   * @throws StorageException if the books can't be read
   */
  public List<HitAndRun> list(long user, long now) throws StorageException {
    if (!rules.enabled()) {
      return List.of();
    }
    List<HitAndRun> found = new ArrayList<>();
    store.forEachCompleted(
        user,
        since(now),
        standing ->
            of(standing, now)
                .filter(one -> one.state() != HitAndRun.State.SATISFIED)
                .ifPresent(found::add));
    return found.stream().sorted(ORDER).limit(MAX_LISTED).toList();
  }

  /** How many users ran from something. */
  public int violators() {
    return violated.size();
  }

  /** How far the user is in this torrent; empty where nothing is asked. */
  public Optional<HitAndRun> of(Standing standing, long now) {
    boolean asked =
        rules.enabled()
            && standing.completedAt() > 0
            && (rules.forgetSeconds() == 0 || standing.completedAt() >= now - rules.forgetSeconds())
            && serves.test(standing.torrent());
    return asked ? Optional.of(hitAndRun(standing, now)) : Optional.empty();
  }

  private HitAndRun hitAndRun(Standing standing, long now) {
    long dueAt = standing.completedAt() + rules.withinSeconds();
    HitAndRun.State state =
        isSatisfied(standing)
            ? HitAndRun.State.SATISFIED
            : now < dueAt ? HitAndRun.State.DUE : HitAndRun.State.VIOLATED;
    return new HitAndRun(
        standing.user(),
        standing.torrent(),
        state,
        standing.completedAt(),
        dueAt,
        standing.seedSeconds(),
        standing.balance());
  }

  private boolean isSatisfied(Standing standing) {
    boolean seeded = rules.seedSeconds() > 0 && standing.seedSeconds() >= rules.seedSeconds();
    return seeded || (rules.ratio() > 0 && isGivenBack(standing));
  }

  /**
   * Goes by what was reported, for freeleech makes a download cheap and not given back; but by the
   * torrent's length where less than that was, for nobody has a torrent that was not fetched. Where
   * nothing was reported and the length is not known, only time tells.
   */
  private boolean isGivenBack(Standing standing) {
    long taken = Math.max(standing.balance().downloaded(), lengths.applyAsLong(standing.torrent()));
    boolean isUnknown = taken <= 0 && rules.seedSeconds() > 0;
    return !isUnknown && standing.balance().uploaded() >= rules.ratio() * Math.max(0, taken);
  }
}
