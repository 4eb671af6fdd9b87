package io.skep.client;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.protocol.TrackerAnswer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The announces of one swarm: one at a time, to the first tracker that answers, from {@code
 * started} to {@code stopped}; lives on one event loop.
 *
 * <p>Every round begins at the first tier again (BEP 12), so that a tracker of it that has come
 * back is talked to again; one that failed is left out until its back-off is over.
 */
final class AnnounceSeries {
  /** How long leaving waits for the announce that is under way. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** More of an answer than a client could use. */
  private static final int MAX_PEERS = 1_000;

  private final Timers timers;
  private final AnnounceSender sender;
  private final TrackerTiers tiers;
  private final InfoHash infoHash;
  private final int key;
  private final AnnounceSubject subject;
  private final TrackerAnnouncer.Listener listener;
  private final RandomGenerator random;
  private @Nullable SwarmTracker current;
  private boolean underWay;
  private boolean leaving;
  private boolean completedIsOwed;
  private boolean peersAreNeeded;
  private @Nullable Long timer;

  AnnounceSeries(
      Timers timers,
      AnnounceSender sender,
      TrackerTiers tiers,
      InfoHash infoHash,
      int key,
      AnnounceSubject subject,
      TrackerAnnouncer.Listener listener,
      RandomGenerator random) {
    this.timers = timers;
    this.sender = sender;
    this.tiers = tiers;
    this.infoHash = infoHash;
    this.key = key;
    this.subject = subject;
    this.listener = listener;
    this.random = random;
  }

  void start() {
    announce();
  }

  void completed() {
    completedIsOwed = true;
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
    return event(tracker) == Event.NONE ? tracker.untilAllowed(now) : tracker.untilBackOffEnds(now);
  }

  private Event event(SwarmTracker tracker) {
    if (!tracker.hasJoined()) {
      return Event.STARTED;
    }
    return completedIsOwed ? Event.COMPLETED : Event.NONE;
  }

  private void ask(SwarmTracker tracker, Iterator<SwarmTracker> turns) {
    boolean isAlone = tiers.inTurn().stream().filter(SwarmTracker::isOfUse).count() == 1;
    AnnouncePatience patience = isAlone ? AnnouncePatience.ALONE : AnnouncePatience.IN_TURN;
    send(tracker, event(tracker), patience).onComplete(result -> answered(tracker, result, turns));
  }

  private Future<TrackerAnswer> send(SwarmTracker tracker, Event event, AnnouncePatience patience) {
    AnnounceCounters counters = subject.counters().get();
    AnnounceRequest request =
        new AnnounceRequest(
            infoHash,
            subject.peerId(),
            PeerAddress.ipv4(0, subject.port()),
            event,
            counters.uploaded(),
            counters.downloaded(),
            counters.left(),
            counters.corrupt(),
            key,
            event == Event.STOPPED ? 0 : counters.peersWanted(),
            AddressFamilies.BOTH,
            false,
            "");
    Future<TrackerAnswer> announce =
        sender
            .send(tracker.url(), request, tracker.trackerId(), patience)
            .onComplete(result -> note(tracker, event, result));
    tracker.asked(announce);
    return announce;
  }

  /** Keeps what is true whether we stay or leave. */
  private void note(SwarmTracker tracker, Event event, AsyncResult<TrackerAnswer> result) {
    if (result.succeeded()) {
      tracker.answered(result.result(), timers.nanoTime());
      completedIsOwed &= event != Event.COMPLETED;
    } else {
      tracker.failed(result.cause(), timers.nanoTime(), random);
    }
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
    return peersAreNeeded || completedIsOwed ? untilAllowed(tracker, now) : tracker.untilDue(now);
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
    List<Future<Void>> farewells = new ArrayList<>();
    for (SwarmTracker tracker : tiers.inTurn()) {
      if (tracker.hasJoined() || !tracker.lastAsked().isComplete()) {
        farewells.add(within(AnnouncePatience.FAREWELL, leave(tracker)));
      }
    }
    return farewells.isEmpty() ? Future.succeededFuture() : Future.join(farewells).mapEmpty();
  }

  /** Waits a little for what is under way, since a tracker must not hear of the end before it. */
  private Future<?> leave(SwarmTracker tracker) {
    Future<?> underWayNow = tracker.lastAsked();
    return within(LAST_WORDS, underWayNow)
        .compose(
            waited -> {
              if (!tracker.hasJoined() || !tracker.isOfUse()) {
                return Future.succeededFuture();
              }
              if (!completedIsOwed || !underWayNow.isComplete()) {
                return sayStopped(tracker);
              }
              completedIsOwed = false;
              return send(tracker, Event.COMPLETED, AnnouncePatience.LEAVING)
                  .transform(told -> sayStopped(tracker));
            });
  }

  private Future<TrackerAnswer> sayStopped(SwarmTracker tracker) {
    return send(tracker, Event.STOPPED, AnnouncePatience.LEAVING);
  }

  /** When it is done or failed, and at the latest after this time. */
  private Future<Void> within(Duration patience, Future<?> task) {
    if (task.isComplete()) {
      return Future.succeededFuture();
    }
    Promise<Void> over = Promise.promise();
    long givingUp = timers.set(patience, over::tryComplete);
    task.onComplete(
        told -> {
          timers.cancel(givingUp);
          over.tryComplete();
        });
    return over.future();
  }

  List<TrackerStatus> statuses() {
    long now = timers.nanoTime();
    return tiers.inTurn().stream().map(tracker -> tracker.status(now)).toList();
  }
}
