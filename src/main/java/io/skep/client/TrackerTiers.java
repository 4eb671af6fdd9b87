package io.skep.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * In which order one swarm's trackers are asked (BEP 12): tier by tier, and within a tier by chance
 * until one answers, which then comes first.
 */
final class TrackerTiers {
  /** Far more than any torrent needs; each costs a lookup and a timeout when it is dead. */
  private static final int MAX_TRACKERS = 200;

  private final List<List<SwarmTracker>> tiers = new ArrayList<>();

  /** Takes the order as it is: {@link #shuffle} has been asked before. */
  TrackerTiers(List<List<String>> shuffled) {
    for (int tier = 0; tier < shuffled.size(); tier++) {
      List<SwarmTracker> trackers = new ArrayList<>();
      for (String url : shuffled.get(tier)) {
        trackers.add(SwarmTracker.of(url, tier));
      }
      tiers.add(trackers);
    }
  }

  /** The tiers with each one's URLs in a random order, no URL twice and no tier empty. */
  static List<List<String>> shuffle(List<List<String>> written, RandomGenerator random) {
    Set<String> seen = new HashSet<>();
    List<List<String>> shuffled = new ArrayList<>();
    for (List<String> tier : written) {
      List<String> urls = new ArrayList<>();
      for (String url : tier) {
        if (seen.size() < MAX_TRACKERS && seen.add(url.strip())) {
          urls.add(url.strip());
        }
      }
      for (int last = urls.size() - 1; last > 0; last--) {
        Collections.swap(urls, last, random.nextInt(last + 1));
      }
      if (!urls.isEmpty()) {
        shuffled.add(urls);
      }
    }
    return shuffled;
  }

  /** All trackers in the order of this moment. */
  List<SwarmTracker> inTurn() {
    List<SwarmTracker> all = new ArrayList<>();
    tiers.forEach(all::addAll);
    return all;
  }

  /** Moves one that answered to the front of its tier. */
  void promote(SwarmTracker tracker) {
    for (List<SwarmTracker> tier : tiers) {
      if (tier.remove(tracker)) {
        tier.add(0, tracker);
      }
    }
  }
}
