package io.skep.load;

import io.skep.bittorrent.Event;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Decides what is asked next: each peer once while the tracker is being filled, after that whatever
 * the mix says. Lives on one event loop, which has some of the sources for itself.
 */
final class Questions {
  private static final int TRIES = 64;

  private final PeerPlan plan;
  private final Mix mix;
  private final SplittableRandom random;
  private final int weights;
  private final int[] sources;
  private final long[] stopped;
  private final int[] unfilled;
  private final Map<Integer, ArrayDeque<Integer>> again = new HashMap<>();
  private boolean filling;
  private int triesAgain;
  private long filled;

  /**
   * Questions.
   *
   * @param sources those that are this loop's
   */
  Questions(PeerPlan plan, Mix mix, int[] sources, long seed) {
    this.plan = plan;
    this.sources = sources;
    this.mix = mix;
    this.random = new SplittableRandom(seed);
    this.weights = mix.none() + mix.started() + mix.completed() + mix.stopped();
    this.stopped = new long[(plan.peers() + 63) / 64];
    this.unfilled = new int[plan.sources()];
    this.triesAgain = 1000 + plan.peers() / 10;
  }

  /** From now on asks for each peer once, or for what the mix says. */
  void filling(boolean fills) {
    filling = fills;
  }

  /** How many peers have been asked for while filling. */
  long filled() {
    return filled;
  }

  /** True if each peer has been asked for, and none again. */
  boolean isFilled() {
    for (int source : sources) {
      if (unfilled[source] < plan.peersOf(source)) {
        return false;
      }
    }
    return again.isEmpty();
  }

  /** True if there is a question from this source. */
  boolean has(int source) {
    int peers = plan.peersOf(source);
    if (!filling) {
      return peers > 0;
    }
    return unfilled[source] < peers || (!again.isEmpty() && again.containsKey(source));
  }

  /** Says that a peer's first announce was lost; it is made again, unless far too many are. */
  void lost(int peer) {
    if (filling && triesAgain > 0) {
      triesAgain--;
      again.computeIfAbsent(plan.source(peer), source -> new ArrayDeque<>()).add(peer);
    }
  }

  /** Fills in the next question from this source, which has one. */
  void next(int source, Question question) {
    if (filling) {
      question.kind = Kind.ANNOUNCE;
      question.event = Event.STARTED;
      question.peer = nextUnfilled(source);
    } else if (mix.scrape() > 0 && random.nextDouble() < mix.scrape()) {
      question.kind = Kind.SCRAPE;
      question.peer = randomPeer(source);
      for (int i = 0; i < question.torrents.length; i++) {
        question.torrents[i] = randomTorrent(question.torrents, i);
      }
    } else {
      question.kind = Kind.ANNOUNCE;
      announce(source, question);
    }
  }

  private int nextUnfilled(int source) {
    ArrayDeque<Integer> lost = again.get(source);
    if (lost != null) {
      int peer = lost.remove();
      if (lost.isEmpty()) {
        again.remove(source);
      }
      return peer;
    }
    filled++;
    return plan.firstOf(source) + unfilled[source]++;
  }

  private int randomPeer(int source) {
    return plan.firstOf(source) + random.nextInt(plan.peersOf(source));
  }

  /** One that stands not yet among the first so many. */
  private int randomTorrent(int[] chosen, int count) {
    int torrent = plan.torrent(random.nextInt(plan.peers()));
    int i = 0;
    while (i < count) {
      if (chosen[i] == torrent) {
        torrent = (torrent + 1) % plan.torrents();
        i = 0;
      } else {
        i++;
      }
    }
    return torrent;
  }

  private void announce(int source, Question question) {
    int peer = randomPeer(source);
    Event event = randomEvent();
    if (event == Event.COMPLETED) {
      for (int i = 0; i < TRIES && !plan.isSeeder(peer); i++) {
        peer = randomPeer(source);
      }
      event = plan.isSeeder(peer) ? event : Event.NONE;
    }
    long bit = 1L << peer;
    if ((stopped[peer >> 6] & bit) != 0) {
      stopped[peer >> 6] &= ~bit;
      event = Event.STARTED;
    } else if (event == Event.STOPPED) {
      stopped[peer >> 6] |= bit;
    }
    question.peer = peer;
    question.event = event;
  }

  private Event randomEvent() {
    int draw = random.nextInt(weights) - mix.none();
    if (draw < 0) {
      return Event.NONE;
    }
    draw -= mix.started();
    if (draw < 0) {
      return Event.STARTED;
    }
    draw -= mix.completed();
    return draw < 0 ? Event.COMPLETED : Event.STOPPED;
  }
}
