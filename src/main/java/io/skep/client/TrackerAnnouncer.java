package io.skep.client;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Announces one transfer to its trackers (BEP 3, 7, 12, 15, 24, 31, 41, 52), from {@code started}
 * to {@code stopped}; lives on the transfer's event loop, on which all of it is called.
 *
 * <p>A hybrid torrent has two swarms, and each has its own series of announces, since a tracker may
 * know one and refuse the other. Both say the same {@code key}, by which a tracker can tell that
 * their bytes are to be counted once.
 */
final class TrackerAnnouncer {
  /** Hears what trackers say; called on the transfer's event loop. */
  interface Listener {
    /** Peers of the swarm, at least one; whether they are of use is not checked. */
    void found(List<PeerAddress> peers);

    /** How a tracker sees us, with port 0 (BEP 24). */
    void seenAs(PeerAddress ourAddress);

    /** A tracker answered or failed: its state is {@code WORKING} or says why not. */
    void changed(TrackerStatus status);
  }

  private final Timers timers;
  private final AnnounceSender sender;
  private final AnnounceSubject subject;
  private final Listener listener;
  private final RandomGenerator random;
  private final List<List<String>> shuffled;
  private final int key;
  private final Map<InfoHash, AnnounceSeries> series = new LinkedHashMap<>();
  private boolean started;
  private @Nullable Future<Void> stopped;

  /**
   * An announcer on this event loop.
   *
   * @param random shuffles the tiers, makes the key and the jitter; cannot be guessed by others
   */
  TrackerAnnouncer(
      Context context,
      TrackerClient client,
      LongSupplier nanoTime,
      RandomGenerator random,
      AnnounceSubject subject,
      Listener listener) {
    this(
        new EventLoopTimers(context, nanoTime),
        AnnounceSender.over(context, client),
        random,
        subject,
        listener);
  }

  TrackerAnnouncer(
      Timers timers,
      AnnounceSender sender,
      RandomGenerator random,
      AnnounceSubject subject,
      Listener listener) {
    this.timers = timers;
    this.sender = sender;
    this.subject = subject;
    this.listener = listener;
    this.random = random;
    // 0 is what a client says that has no key.
    this.key = random.nextInt(1, Integer.MAX_VALUE);
    this.shuffled = TrackerTiers.shuffle(subject.tiers(), random);
    subject.infoHashes().stream().distinct().forEach(this::add);
  }

  private AnnounceSeries add(InfoHash infoHash) {
    SwarmMembership membership =
        new SwarmMembership(timers, sender, random, subject, infoHash, key);
    AnnounceSeries added =
        new AnnounceSeries(timers, new TrackerTiers(shuffled), membership, listener);
    series.put(infoHash, added);
    return added;
  }

  /** Says {@code started}, and from then on announces at the intervals that the trackers ask. */
  void start() {
    started = true;
    series.values().forEach(AnnounceSeries::start);
  }

  /** Announces another swarm too: a magnet may know just one hash of a hybrid torrent. */
  void alsoAnnounce(InfoHash infoHash) {
    if (!series.containsKey(infoHash)) {
      AnnounceSeries added = add(infoHash);
      if (started && stopped == null) {
        added.start();
      }
    }
  }

  /** The download has just been completed, in this run: says so, once a swarm. */
  void completed() {
    if (started) {
      series.values().forEach(AnnounceSeries::completed);
    }
  }

  /**
   * There is nobody to fetch from: announces before its time, though not sooner than a tracker's
   * {@code min interval} allows. May be called as often as one likes.
   */
  void needPeers() {
    if (started) {
      series.values().forEach(AnnounceSeries::needPeers);
    }
  }

  /**
   * Says {@code stopped} with the counters of now to every tracker that has us in its swarm. It
   * takes 5 seconds at most, whether the trackers answer or not, and never fails.
   */
  Future<Void> stop() {
    if (stopped == null) {
      List<Future<Void>> farewells = new ArrayList<>();
      if (started) {
        series.values().forEach(swarm -> farewells.add(swarm.stop()));
      }
      stopped = farewells.isEmpty() ? Future.succeededFuture() : Future.join(farewells).mapEmpty();
    }
    return stopped;
  }

  /** How it stands with each tracker, in the order in which they are asked. */
  List<TrackerStatus> statuses() {
    Map<String, TrackerStatus> best = new LinkedHashMap<>();
    for (AnnounceSeries swarm : series.values()) {
      for (TrackerStatus status : swarm.statuses()) {
        best.merge(
            status.tracker(),
            status,
            (one, other) -> other.state().compareTo(one.state()) < 0 ? other : one);
      }
    }
    return List.copyOf(best.values());
  }
}
