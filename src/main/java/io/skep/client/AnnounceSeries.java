package io.skep.client;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.protocol.TrackerAnswer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The announces of one swarm: one at a time, to the first tracker that answers, from {@code
 * started} to {@code stopped}; lives on one event loop.
 *
 * <p>Every round begins at the first tier again (BEP 12), so that a tracker of it that has come
 * back is talked to again; one that failed is left out until its back-off is over.
 */
final class AnnounceSeries {
  /** More of an answer than a client could use. */
  private static final int MAX_PEERS = 1_000;

  private final Timers timers;
  private final TrackerTiers tiers;
  private final SwarmMembership membership;
  private final TrackerAnnouncer.Listener listener;
  private @Nullable SwarmTracker current;
  private boolean underWay;
  private boolean leaving;
  private boolean peersAreNeeded;
  private @Nullable Long timer;

  AnnounceSeries(
      Timers timers,
      TrackerTiers tiers,
      SwarmMembership membership,
      TrackerAnnouncer.Listener listener) {
    this.timers = timers;
    this.tiers = tiers;
    this.membership = membership;
    this.listener = listener;
  }

  void start() {
    announce();
  }

  void completed() {
    membership.completed();
    scheduleUnlessUnderWay();
  }

  void needPeers() {
    peersAreNeeded = true;
    scheduleUnlessUnderWay();
  }

  private void scheduleUnlessUnderWay() {
    if (!underWay && !leaving) {
      schedule();
    }
  }

  private void announce() {
    underWay = true;
    askNext(tiers.inTurn().iterator());
  }

  private void askNext(Iterator<SwarmTracker> turns) {
    if (leaving) {
      return;
    }
    long now = timers.nanoTime();
    while (turns.hasNext()) {
      SwarmTracker tracker = turns.next();
      if (!tracker.isOfUse()) {
        continue;
      }
      boolean isDue = untilAllowed(tracker, now).isZero();
      if (isDue) {
        ask(tracker, turns);
        return;
      }
      if (!tracker.isFailing()) {
        // It works, it is just too early: no reason to bother the trackers behind it.
        current = tracker;
        break;
      }
    }
    underWay = false;
    schedule();
  }

  private Duration untilAllowed(SwarmTracker tracker, long now) {
    return membership.next(tracker) == Event.NONE
        ? tracker.untilAllowed(now)
        : tracker.untilBackOffEnds(now);
  }

  private void ask(SwarmTracker tracker, Iterator<SwarmTracker> turns) {
    boolean isAlone = tiers.inTurn().stream().filter(SwarmTracker::isOfUse).count() == 1;
    AnnouncePatience patience = isAlone ? AnnouncePatience.ALONE : AnnouncePatience.IN_TURN;
    membership
        .say(membership.next(tracker), tracker, patience)
        .onComplete(result -> answered(tracker, result, turns));
  }

  private void answered(
      SwarmTracker tracker, AsyncResult<TrackerAnswer> result, Iterator<SwarmTracker> turns) {
    if (leaving) {
      return;
    }
    if (result.failed()) {
      if (tracker.equals(current)) {
        current = null;
      }
      listener.changed(tracker.status(timers.nanoTime()));
      askNext(turns);
      return;
    }
    tiers.promote(tracker);
    current = tracker;
    peersAreNeeded = false;
    underWay = false;
    schedule();
    tell(tracker, result.result());
  }

  private void tell(SwarmTracker tracker, TrackerAnswer answer) {
    listener.changed(tracker.status(timers.nanoTime()));
    PeerAddress external = answer.externalAddress();
    if (external != null) {
      listener.seenAs(external);
    }
    List<PeerAddress> peers =
        answer.peers().entries().stream().limit(MAX_PEERS).map(PeerList.Entry::address).toList();
    if (!peers.isEmpty()) {
      listener.found(peers);
    }
  }

  /** Sets the timer for the next round; where every tracker is gone there is none. */
  private void schedule() {
    cancelTimer();
    long now = timers.nanoTime();
    Duration wait = null;
    if (current != null) {
      wait = untilNext(current, now);
    } else {
      for (SwarmTracker tracker : tiers.inTurn()) {
        if (tracker.isOfUse()) {
          Duration itsWait = untilAllowed(tracker, now);
          wait = wait == null || itsWait.compareTo(wait) < 0 ? itsWait : wait;
        }
      }
    }
    if (wait != null) {
      // Timers count in milliseconds, and a round that comes too early would be in vain.
      timer = timers.set(wait.plusMillis(1), this::announce);
    }
  }

  private Duration untilNext(SwarmTracker tracker, long now) {
    return peersAreNeeded || membership.isCompletedOwed()
        ? untilAllowed(tracker, now)
        : tracker.untilDue(now);
  }

  private void cancelTimer() {
    if (timer != null) {
      timers.cancel(timer);
      timer = null;
    }
  }

  /** Leaves every tracker that has or may yet have us in its swarm; never fails. */
  Future<Void> stop() {
    leaving = true;
    cancelTimer();
    return new SwarmFarewell(timers, membership).leave(tiers.inTurn());
  }

  List<TrackerStatus> statuses() {
    long now = timers.nanoTime();
    return tiers.inTurn().stream().map(tracker -> tracker.status(now)).toList();
  }
}
