package io.skep.load;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What came of one event loop's questions.
 *
 * <p>The tallies are of the measured part alone and are read when the loop has ended; the counters
 * are of all parts and can be read at any time.
 */
final class Tallies {
  private final Tally announces = new Tally();
  private final Tally scrapes = new Tally();
  private final Tally connects = new Tally();
  private final Findings findings = new Findings();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();
  private final AtomicLong losses = new AtomicLong();
  private boolean counting;
  private long ownAddresses;
  private long late;

  /** Whether what is asked from now on counts. */
  void counting(boolean counts) {
    counting = counts;
  }

  boolean isCounting() {
    return counting;
  }

  void sent(Kind kind, boolean counted) {
    if (counted) {
      of(kind).sent();
    }
  }

  void answered(Kind kind, boolean counted, long nanos, int bytes, int peers) {
    raiseAnswers(kind);
    if (counted) {
      of(kind).answered(nanos, bytes, peers);
    }
  }

  void wrong(Kind kind, boolean counted, Flaw flaw, String words) {
    raiseAnswers(kind);
    raise(faults);
    findings.add(flaw, words);
    if (counted) {
      of(kind).wrong();
    }
  }

  /** Instead of an answer came something else, such as the end of the connection. */
  void broken(Kind kind, boolean counted, Flaw flaw, String words) {
    stray(flaw, words);
    if (counted) {
      of(kind).wrong();
    }
  }

  /** Something came that belongs to no question. */
  void stray(Flaw flaw, String words) {
    raise(faults);
    findings.add(flaw, words);
  }

  void lost(Kind kind, boolean counted) {
    raise(losses);
    if (counted) {
      of(kind).lost();
    }
  }

  /** An answer came after its question had been given up. */
  void late() {
    late++;
  }

  /** A peer was told of itself, and that is no fault here. */
  void toldOfItself(boolean counted) {
    if (counted) {
      ownAddresses++;
    }
  }

  private Tally of(Kind kind) {
    return switch (kind) {
      case ANNOUNCE -> announces;
      case SCRAPE -> scrapes;
      case CONNECT -> connects;
    };
  }

  private void raiseAnswers(Kind kind) {
    if (kind != Kind.CONNECT) {
      raise(answers);
    }
  }

  /** One thread writes, others may read: a locked addition would be paid for each packet. */
  private static void raise(AtomicLong counter) {
    counter.setRelease(counter.getPlain() + 1);
  }

  /** Answers to announces and scrapes so far, good or wrong. */
  long answers() {
    return answers.getAcquire();
  }

  /** Wrong answers so far. */
  long faults() {
    return faults.getAcquire();
  }

  /** Questions so far that were not answered. */
  long losses() {
    return losses.getAcquire();
  }

  Findings findings() {
    return findings;
  }

  long ownAddresses() {
    return ownAddresses;
  }

  long lateAnswers() {
    return late;
  }

  void addTo(Map<Kind, Tally> sums) {
    for (Kind kind : Kind.values()) {
      sums.computeIfAbsent(kind, none -> new Tally()).add(of(kind));
    }
  }
}
