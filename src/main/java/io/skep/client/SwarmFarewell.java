package io.skep.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Leaves one swarm: every tracker that has or may yet have us in it, within a bounded time. */
final class SwarmFarewell {
  /** How long to wait for the announce that is under way. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Timers timers;
  private final SwarmMembership membership;

  SwarmFarewell(Timers timers, SwarmMembership membership) {
    this.timers = timers;
    this.membership = membership;
  }

  /** Leaves those of these trackers that know of us; never fails. */
  Future<Void> leave(List<SwarmTracker> trackers) {
    List<Future<Void>> farewells = new ArrayList<>();
    for (SwarmTracker tracker : trackers) {
      if (tracker.hasJoined() || !tracker.lastAsked().isComplete()) {
        farewells.add(within(AnnouncePatience.FAREWELL, leave(tracker)));
      }
    }
    return farewells.isEmpty() ? Future.succeededFuture() : Future.join(farewells).mapEmpty();
  }

  /** Waits a little for what is under way, since a tracker must not hear of the end before it. */
  private Future<Void> leave(SwarmTracker tracker) {
    Future<?> underWay = tracker.lastAsked();
    return within(LAST_WORDS, underWay)
        .compose(
            waited -> {
              if (!tracker.hasJoined() || !tracker.isOfUse()) {
                return Future.succeededFuture();
              }
              // What is under way may be the completed that is owed, which is said just once.
              return underWay.isComplete()
                  ? membership.sayGoodbye(tracker)
                  : membership.sayStopped(tracker);
            });
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
}
