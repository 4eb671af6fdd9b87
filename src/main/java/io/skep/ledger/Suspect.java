package io.skep.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** A user who gave much in swarms in which more was given than taken. */
final class Suspect {
  /** What the user gave in a swarm. */
  private record Share(UnbalancedSwarm swarm, long given) {}

  private final long user;
  private final List<Share> shares = new ArrayList<>();
  private int gaveIn;

  Suspect(long user) {
    this.user = user;
  }

  long user() {
    return user;
  }

  /** In how many unbalanced swarms the user gave much. */
  int swarms() {
    return shares.size();
  }

  void gave(UnbalancedSwarm swarm, long given) {
    shares.add(new Share(swarm, given));
  }

  /** In how many swarms, right or wrong, the user gave much. */
  void gaveIn(int swarms) {
    gaveIn = swarms;
  }

  /** What part of those swarms is unbalanced, 0 to 1. */
  double part() {
    return (double) shares.size() / Math.max(1, Math.max(gaveIn, shares.size()));
  }

  void forgetSwarms(Predicate<UnbalancedSwarm> which) {
    shares.removeIf(share -> which.test(share.swarm()));
  }

  /** What the user can have made up, over all swarms. */
  long surplus() {
    return shares.stream()
        .mapToLong(share -> Math.min(share.given(), share.swarm().surplus()))
        .sum();
  }

  boolean isWorseThan(Suspect other) {
    int byPart = Double.compare(part(), other.part());
    return byPart > 0 || (byPart == 0 && shares.size() > other.shares.size());
  }

  /** Takes what the user gave out of the swarms' books. */
  void takeOut() {
    shares.forEach(share -> share.swarm().takeOut(share.given()));
  }

  /** The figures, with so many of the swarms, those first in which the user gave most. */
  Evidence evidence(int listed) {
    Evidence evidence =
        new Evidence()
            .put("unbalanced_swarms", shares.size())
            .put("swarms_given_in", Math.max(gaveIn, shares.size()))
            .put("surplus", surplus())
            .list("torrents");
    shares.stream()
        .sorted(Comparator.comparingLong(Share::given).reversed())
        .limit(listed)
        .forEach(
            share ->
                evidence
                    .next()
                    .put("torrent", share.swarm().torrent())
                    .put("given_by_user", share.given())
                    .put("surplus", share.swarm().surplus())
                    .put("uploaded", share.swarm().uploaded())
                    .put("downloaded", share.swarm().downloaded())
                    .endNext());
    return evidence.endList();
  }
}
