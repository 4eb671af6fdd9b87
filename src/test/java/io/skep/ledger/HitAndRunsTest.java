package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.ledger.HitAndRun.State;
import io.skep.storage.Balance;
import io.skep.storage.CreditLine;
import io.skep.storage.LedgerBatch;
import io.skep.storage.Standing;
import io.skep.storage.StandingChange;
import io.skep.storage.StorageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HitAndRunsTest {
  private static final long DAY = 86_400;
  private static final long NOW = 20_000 * DAY;
  private static final HitAndRunRules RULES =
      new HitAndRunRules(true, 3 * DAY, 1.0, 10 * DAY, 100 * DAY);

  private final MemoryLedgerStore store = new MemoryLedgerStore();
  private final Set<Long> deleted = new HashSet<>();
  private final HitAndRuns hitAndRuns = with(RULES);
  private int batches;
  private long length = -1;

  private HitAndRuns with(HitAndRunRules rules) {
    return new HitAndRuns(store, rules, torrent -> !deleted.contains(torrent), torrent -> length);
  }

  private void completed(long user, long torrent, long at) {
    change(new StandingChange(user, torrent, 0, true, at, 0));
  }

  private void seeded(long user, long torrent, long seconds) {
    change(new StandingChange(user, torrent, seconds, false, NOW, 0));
  }

  private void change(StandingChange change) {
    store.commit(new LedgerBatch("batch" + batches++, NOW, List.of(), List.of(), List.of(change)));
  }

  private void moved(long user, long torrent, long uploaded, long downloaded, int percent) {
    CreditLine line =
        new CreditLine(
            NOW,
            user,
            torrent,
            1,
            CreditLine.Reason.ANNOUNCE,
            uploaded,
            downloaded,
            uploaded,
            downloaded * percent / 100,
            100,
            percent,
            "");
    store.commit(new LedgerBatch("batch" + batches++, NOW, List.of(), List.of(line), List.of()));
  }

  private List<State> states(long user) throws StorageException {
    return hitAndRuns.list(user, NOW - 1).stream().map(HitAndRun::state).toList();
  }

  @Test
  void whoFetchedAndRanIsCounted() throws StorageException {
    completed(1, 5, NOW - 10 * DAY);
    moved(1, 5, 0, 1000, 100);
    hitAndRuns.refresh(NOW - 1);
    assertEquals(0, hitAndRuns.of(1));
    assertEquals(List.of(State.DUE), states(1));
    hitAndRuns.refresh(NOW);
    assertEquals(1, hitAndRuns.of(1));
    assertEquals(0, hitAndRuns.of(2));
    assertEquals(1, hitAndRuns.violators());
    HitAndRun one = hitAndRuns.list(1, NOW).get(0);
    assertEquals(State.VIOLATED, one.state());
    assertEquals(NOW, one.dueAt());
    assertEquals(1000, one.balance().downloaded());
  }

  @Test
  void seedingLongEnoughSatisfies() throws StorageException {
    completed(1, 5, NOW - 20 * DAY);
    moved(1, 5, 0, 1000, 100);
    seeded(1, 5, 3 * DAY - 1);
    hitAndRuns.refresh(NOW);
    assertEquals(1, hitAndRuns.of(1));
    seeded(1, 5, 1);
    hitAndRuns.refresh(NOW);
    assertEquals(0, hitAndRuns.of(1));
    assertTrue(hitAndRuns.list(1, NOW).isEmpty());
  }

  @Test
  void whoSaysThatNothingWasTakenHasToGiveBackTheTorrent() throws StorageException {
    length = 1000;
    completed(1, 5, NOW - DAY);
    hitAndRuns.refresh(NOW);
    assertEquals(List.of(State.DUE), states(1));
    moved(1, 5, 999, 10, 100);
    hitAndRuns.refresh(NOW);
    assertEquals(List.of(State.DUE), states(1));
    moved(1, 5, 1, 0, 100);
    hitAndRuns.refresh(NOW);
    assertEquals(List.of(), states(1));
  }

  @Test
  void whereNothingIsKnownOnlyTimeTells() throws StorageException {
    completed(1, 5, NOW - DAY);
    hitAndRuns.refresh(NOW);
    assertEquals(List.of(State.DUE), states(1));
    seeded(1, 5, 3 * DAY);
    hitAndRuns.refresh(NOW);
    assertEquals(List.of(), states(1));

    completed(2, 5, NOW - DAY);
    HitAndRuns byRatioAlone = with(new HitAndRunRules(true, 0, 1.0, 10 * DAY, 100 * DAY));
    byRatioAlone.refresh(NOW);
    assertEquals(List.of(), byRatioAlone.list(2, NOW), "there would be no way out");
  }

  @Test
  void givingEnoughBackSatisfies() throws StorageException {
    completed(1, 5, NOW - 20 * DAY);
    moved(1, 5, 999, 1000, 100);
    hitAndRuns.refresh(NOW);
    assertEquals(1, hitAndRuns.of(1));
    moved(1, 5, 1, 0, 100);
    hitAndRuns.refresh(NOW);
    assertEquals(0, hitAndRuns.of(1));
  }

  @Test
  void freeleechIsToBeGivenBackToo() throws StorageException {
    completed(1, 5, NOW - 20 * DAY);
    moved(1, 5, 10, 1000, 0);
    hitAndRuns.refresh(NOW);
    assertEquals(1, hitAndRuns.of(1));
  }

  @Test
  void whatWasDeletedIsAskedOfNobody() throws StorageException {
    completed(1, 5, NOW - 20 * DAY);
    completed(1, 6, NOW - 20 * DAY);
    moved(1, 5, 0, 1000, 100);
    moved(1, 6, 0, 1000, 100);
    deleted.add(5L);
    hitAndRuns.refresh(NOW);
    assertEquals(1, hitAndRuns.of(1));
    assertEquals(6, hitAndRuns.list(1, NOW).get(0).torrent());
    assertEquals(Optional.empty(), hitAndRuns.of(store.standing(1, 5).orElseThrow(), NOW));
  }

  /** Who is told otherwise stops to seed. */
  @Test
  void whatWasJustFetchedIsListedAtOnce() throws StorageException {
    hitAndRuns.refresh(NOW - 1);
    completed(1, 5, NOW - 1);
    moved(1, 5, 0, 1000, 100);
    completed(2, 6, NOW - 1);
    assertEquals(List.of(State.DUE), states(1));
  }

  @Test
  void violationsComeFirstAndTheOldestOfThem() throws StorageException {
    long[] completedAt = {NOW - DAY, NOW - 30 * DAY, NOW - 2 * DAY, NOW - 40 * DAY};
    for (int torrent = 1; torrent <= completedAt.length; torrent++) {
      completed(1, torrent, completedAt[torrent - 1]);
      moved(1, torrent, 0, 1000, 100);
    }
    hitAndRuns.refresh(NOW);
    assertEquals(2, hitAndRuns.of(1));
    assertEquals(
        List.of(4L, 2L, 3L, 1L), hitAndRuns.list(1, NOW).stream().map(HitAndRun::torrent).toList());
  }

  @Test
  void itIsForgottenAfterLong() throws StorageException {
    completed(1, 5, NOW - 100 * DAY);
    moved(1, 5, 0, 1000, 100);
    hitAndRuns.refresh(NOW);
    assertEquals(1, hitAndRuns.of(1));
    hitAndRuns.refresh(NOW + 1);
    assertEquals(0, hitAndRuns.of(1));
    HitAndRuns never = with(new HitAndRunRules(true, 3 * DAY, 1.0, 10 * DAY, 0));
    never.refresh(NOW + 1);
    assertEquals(1, never.of(1));
  }

  @Test
  void aRuleMayAskForOneOfBothOnly() throws StorageException {
    completed(1, 5, NOW - 20 * DAY);
    moved(1, 5, 5000, 1000, 100);
    HitAndRuns time = with(new HitAndRunRules(true, 3 * DAY, 0, 10 * DAY, 0));
    time.refresh(NOW);
    assertEquals(1, time.of(1));
    completed(2, 5, NOW - 20 * DAY);
    moved(2, 5, 0, 1000, 100);
    seeded(2, 5, 50 * DAY);
    HitAndRuns ratio = with(new HitAndRunRules(true, 0, 1.0, 10 * DAY, 0));
    ratio.refresh(NOW);
    assertEquals(0, ratio.of(1));
    assertEquals(1, ratio.of(2));
  }

  @Test
  void whereNothingIsAskedNobodyRan() throws StorageException {
    completed(1, 5, NOW - 20 * DAY);
    moved(1, 5, 0, 1000, 100);
    HitAndRuns none = with(HitAndRunRules.NONE);
    none.refresh(NOW);
    assertEquals(0, none.of(1));
    assertEquals(Optional.empty(), none.of(store.standing(1, 5).orElseThrow(), NOW));
  }

  @Test
  void aStandingIsToldHowItStands() {
    Balance balance = new Balance(0, 1000, 0, 1000);
    Standing fetched = new Standing(1, 5, balance, 0, NOW - DAY, NOW - 2 * DAY, NOW, 0);
    assertEquals(State.DUE, hitAndRuns.of(fetched, NOW).orElseThrow().state());
    assertEquals(State.VIOLATED, hitAndRuns.of(fetched, NOW + 9 * DAY).orElseThrow().state());
    Standing seeded = new Standing(1, 5, balance, 3 * DAY, NOW - DAY, NOW - 2 * DAY, NOW, 0);
    assertEquals(State.SATISFIED, hitAndRuns.of(seeded, NOW).orElseThrow().state());
    Standing fetching = new Standing(1, 5, balance, 0, 0, NOW - 2 * DAY, NOW, 500);
    assertEquals(Optional.empty(), hitAndRuns.of(fetching, NOW));
  }

  @Test
  void allAreCountedAndSomeListed() throws StorageException {
    for (int torrent = 1; torrent <= HitAndRuns.MAX_LISTED + 50; torrent++) {
      completed(1, torrent, NOW - 20 * DAY);
      moved(1, torrent, 0, 1000, 100);
    }
    hitAndRuns.refresh(NOW);
    assertEquals(HitAndRuns.MAX_LISTED + 50, hitAndRuns.of(1));
    assertEquals(HitAndRuns.MAX_LISTED, hitAndRuns.list(1, NOW).size());
  }

  @Test
  void aRuleThatCantBeMeantIsRefused() {
    List<Runnable> wrong = new ArrayList<>();
    wrong.add(() -> new HitAndRunRules(true, 0, 0, DAY, 0));
    wrong.add(() -> new HitAndRunRules(true, -1, 1, DAY, 0));
    wrong.add(() -> new HitAndRunRules(true, 1, Double.NaN, DAY, 0));
    wrong.add(() -> new HitAndRunRules(true, 1, 1, -DAY, 0));
    wrong.forEach(rule -> assertThrows(IllegalArgumentException.class, rule::run));
  }
}
