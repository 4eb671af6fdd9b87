package io.skep.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides whom to upload to: tit for tat, with one slot for somebody new (BEP 3).
 *
 * <p>While we fetch, those who give us most are unchoked; once we have all, those who take most, as
 * they spread the content best. All but one of the slots go by that. The last is the optimistic
 * one: it goes to a random peer, a newcomer with three times the chance, for {@link
 * #OPTIMISTIC_ROUNDS} rounds, so that better partners can be found and newcomers get a first piece.
 * A peer that is asked and sends nothing (it snubs us) gets no slot but the optimistic one.
 */
final class Choker {
  /** How many seconds there are from one round to the next. */
  static final int ROUND_SECONDS = 10;

  private static final int OPTIMISTIC_ROUNDS = 3;
  private static final int NEWCOMER_CHANCES = 3;

  /** What is known of a peer that may be unchoked. */
  interface Candidate {
    /** True if the peer wants something that we have. */
    boolean isInterested();

    /** True if the peer may get the blocks that it asks for. */
    boolean isUnchoked();

    /** True if the peer was asked for blocks long ago and sends none. */
    boolean isSnubbing();

    /** True if the peer was connected less than a minute ago. */
    boolean isNewcomer();

    /** Bytes a second that come from the peer. */
    double rateFrom();

    /** Bytes a second that go to the peer. */
    double rateTo();

    /** Lets the peer ask for blocks, or no longer. */
    void unchoke(boolean unchoked);
  }

  private final int slots;
  private final RandomGenerator random;
  private @Nullable Candidate optimistic;
  private int round;

  /**
   * A choker.
   *
   * @param slots how many may be unchoked, at least 1
   */
  Choker(int slots, RandomGenerator random) {
    this.slots = slots;
    this.random = random;
  }

  /** Decides anew about all peers; to be called every {@link #ROUND_SECONDS}. */
  void round(List<? extends Candidate> peers, boolean seeding) {
    if (round++ % OPTIMISTIC_ROUNDS == 0) {
      optimistic = null;
    }
    decide(peers, seeding);
  }

  /** Gives a slot that is free to a peer that has just begun to want something. */
  void interested(List<? extends Candidate> peers, Candidate peer) {
    long taken = peers.stream().filter(c -> c.isUnchoked() && c.isInterested()).count();
    if (taken < slots && !peer.isUnchoked()) {
      peer.unchoke(true);
    }
  }

  /** Passes on the slot of a peer that has left, or wants nothing any more. */
  void left(List<? extends Candidate> peers, Candidate peer, boolean seeding) {
    if (peer == optimistic) {
      optimistic = null;
    }
    if (peer.isUnchoked()) {
      decide(peers, seeding);
    }
  }

  private void decide(List<? extends Candidate> peers, boolean seeding) {
    List<Candidate> interested = new ArrayList<>();
    for (Candidate peer : peers) {
      if (peer.isInterested()) {
        interested.add(peer);
      } else if (peer.isUnchoked()) {
        peer.unchoke(false);
      }
    }
    // Whoever has everything asks for nothing: what a peer owed before says nothing then.
    Predicate<Candidate> snubs = peer -> !seeding && peer.isSnubbing();
    interested.sort(
        Comparator.comparing(snubs::test)
            .thenComparing(
                seeding ? Candidate::rateTo : Candidate::rateFrom, Comparator.reverseOrder())
            .thenComparing(Candidate::isUnchoked, Comparator.reverseOrder()));
    if (interested.size() <= slots) {
      interested.forEach(Choker::unchoke);
      return;
    }
    List<Candidate> chosen = new ArrayList<>();
    for (Candidate peer : interested) {
      if (chosen.size() < slots - 1 && !snubs.test(peer) && peer != optimistic) {
        chosen.add(peer);
      }
    }
    Candidate lucky = optimistic;
    if (lucky == null || !interested.contains(lucky)) {
      lucky = draw(interested.stream().filter(peer -> !chosen.contains(peer)).toList());
      optimistic = lucky;
    }
    if (lucky != null) {
      chosen.add(lucky);
    }
    for (Candidate peer : interested) {
      if (!chosen.contains(peer) && peer.isUnchoked()) {
        peer.unchoke(false);
      }
    }
    chosen.forEach(Choker::unchoke);
  }

  private static void unchoke(Candidate peer) {
    if (!peer.isUnchoked()) {
      peer.unchoke(true);
    }
  }

  private @Nullable Candidate draw(List<Candidate> peers) {
    int chances = 0;
    for (Candidate peer : peers) {
      chances += peer.isNewcomer() ? NEWCOMER_CHANCES : 1;
    }
    if (chances == 0) {
      return null;
    }
    int drawn = random.nextInt(chances);
    for (Candidate peer : peers) {
      drawn -= peer.isNewcomer() ? NEWCOMER_CHANCES : 1;
      if (drawn < 0) {
        return peer;
      }
    }
    throw new IllegalStateException("the chances don't add up");
  }
}
