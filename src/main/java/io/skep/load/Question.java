package io.skep.load;

import io.skep.bittorrent.Event;

/** The next thing to ask; one object is filled in again and again. */
final class Question {
  Kind kind = Kind.ANNOUNCE;
  int peer;
  Event event = Event.NONE;

  /** The numbers of the torrents that a scrape asks for. */
  final int[] torrents;

  /** When it should be sent, in nanoseconds of {@link System#nanoTime}: latency begins here. */
  long planned;

  /** Whether what comes of it counts. */
  boolean counted;

  Question(int scrapeHashes) {
    torrents = new int[scrapeHashes];
  }
}
