package io.skep.client;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.TrackerAnswer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.random.RandomGenerator;

/**
 * Says to trackers what they have to hear of us in one swarm, and keeps what they still have to.
 */
final class SwarmMembership {
  private final Timers timers;
  private final AnnounceSender sender;
  private final RandomGenerator random;
  private final AnnounceSubject subject;
  private final InfoHash infoHash;
  private final int key;
  private boolean completedIsOwed;

  SwarmMembership(
      Timers timers,
      AnnounceSender sender,
      RandomGenerator random,
      AnnounceSubject subject,
      InfoHash infoHash,
      int key) {
    this.timers = timers;
    this.sender = sender;
    this.random = random;
    this.subject = subject;
    this.infoHash = infoHash;
    this.key = key;
  }

  void completed() {
    completedIsOwed = true;
  }

  boolean isCompletedOwed() {
    return completedIsOwed;
  }

  /** What this tracker has to hear next, while we stay. */
  Event next(SwarmTracker tracker) {
    if (!tracker.hasJoined()) {
      return Event.STARTED;
    }
    return completedIsOwed ? Event.COMPLETED : Event.NONE;
  }

  /** Says it with the counters of now; what comes back is noted in the tracker. */
  Future<TrackerAnswer> say(Event event, SwarmTracker tracker, AnnouncePatience patience) {
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

  private void note(SwarmTracker tracker, Event event, AsyncResult<TrackerAnswer> result) {
    if (result.succeeded()) {
      tracker.answered(result.result(), timers.nanoTime());
      completedIsOwed &= event != Event.COMPLETED;
    } else {
      tracker.failed(result.cause(), timers.nanoTime(), random);
    }
  }

  /** Says the last that is to be said, in this order. */
  Future<Void> sayGoodbye(SwarmTracker tracker) {
    if (!completedIsOwed) {
      return sayStopped(tracker);
    }
    completedIsOwed = false;
    return say(Event.COMPLETED, tracker, AnnouncePatience.LEAVING)
        .transform(told -> sayStopped(tracker));
  }

  Future<Void> sayStopped(SwarmTracker tracker) {
    return say(Event.STOPPED, tracker, AnnouncePatience.LEAVING).mapEmpty();
  }
}
