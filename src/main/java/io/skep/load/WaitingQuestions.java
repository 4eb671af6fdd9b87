package io.skep.load;

import io.skep.bittorrent.InfoHash;
import java.util.ArrayList;
import java.util.List;

/** The questions that wait for answers on one HTTP connection, the oldest first. */
final class WaitingQuestions {
  private final List<InfoHash> asked = new ArrayList<>();
  private final Kind[] kind;
  private final int[] peer;
  private final boolean[] counted;
  private final long[] planned;
  private final int[][] torrents;
  private int oldest;
  private int size;
  private long since;

  /** Room for so many. */
  WaitingQuestions(int room, int scrapeHashes) {
    kind = new Kind[room];
    peer = new int[room];
    counted = new boolean[room];
    planned = new long[room];
    torrents = new int[room][scrapeHashes];
  }

  boolean hasRoom() {
    return size < kind.length;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** True if the oldest has waited for longer than this. */
  boolean isOverdue(long now, long timeoutNanos) {
    return size > 0 && now - since > timeoutNanos;
  }

  /** Takes a question in as the youngest. */
  void add(Question question, long now) {
    int place = (oldest + size) % kind.length;
    if (size == 0) {
      since = now;
    }
    size++;
    kind[place] = question.kind;
    peer[place] = question.peer;
    counted[place] = question.counted;
    planned[place] = question.planned;
    if (question.kind == Kind.SCRAPE) {
      System.arraycopy(question.torrents, 0, torrents[place], 0, question.torrents.length);
    }
  }

  /** Drops the oldest. */
  void drop(long now) {
    oldest = (oldest + 1) % kind.length;
    size--;
    since = now;
  }

  Kind kind() {
    return kind[oldest];
  }

  int peer() {
    return peer[oldest];
  }

  boolean isCounted() {
    return counted[oldest];
  }

  long planned() {
    return planned[oldest];
  }

  /** What the oldest, a scrape, asks for. */
  List<InfoHash> asked(PeerPlan plan) {
    asked.clear();
    for (int torrent : torrents[oldest]) {
      asked.add(plan.infoHash(torrent));
    }
    return asked;
  }
}
