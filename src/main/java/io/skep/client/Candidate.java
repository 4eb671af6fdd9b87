package io.skep.client;

import io.skep.bittorrent.PeerAddress;
import java.time.Duration;
import java.util.Comparator;

/** A peer in the {@link PeerBook}. */
final class Candidate {
  /** Whom to connect to first: who failed least, then by canonical priority (BEP 40). */
  static final Comparator<Candidate> MOST_PROMISING =
      Comparator.<Candidate>comparingInt(candidate -> candidate.failures)
          .thenComparing(Comparator.<Candidate>comparingLong(c -> c.priority).reversed());

  /** Whom to keep first where there is no room: made-up peers must not drive out real ones. */
  static final Comparator<Candidate> MOST_WORTH_KEEPING =
      Comparator.<Candidate, Boolean>comparing(candidate -> !candidate.isConnected)
          .thenComparing(candidate -> candidate.source != PeerSource.MANUAL)
          .thenComparingInt(candidate -> candidate.failures)
          .thenComparing(candidate -> candidate.source)
          .thenComparing(Comparator.<Candidate>comparingLong(c -> c.priority).reversed());

  final PeerAddress address;
  PeerSource source;
  long priority;
  boolean isSeed;
  boolean isConnected;
  int failures;
  private long pausedAt;
  private Duration pause = Duration.ZERO;

  Candidate(PeerAddress address, PeerSource source, long priority) {
    this.address = address;
    this.source = source;
    this.priority = priority;
  }

  void pause(Duration wait, long now) {
    pausedAt = now;
    pause = wait;
  }

  boolean isPaused(long now) {
    return !pause.isZero() && now - pausedAt < pause.toNanos();
  }
}
