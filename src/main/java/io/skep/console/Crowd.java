package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.SwarmCounts;
import io.skep.storage.Torrent;
import io.skep.swarm.SwarmStore;

/** How many are in a torrent, whichever of its info-hashes they go by. */
record Crowd(int seeders, int leechers) {
  static Crowd of(Torrent torrent, SwarmStore swarms) {
    int seeders = 0;
    int leechers = 0;
    for (InfoHash hash : torrent.infoHashes()) {
      // Who takes part by both hashes of a hybrid is in both swarms, so a sum would count it twice.
      SwarmCounts counts = swarms.counts(hash);
      seeders = Math.max(seeders, counts.complete());
      leechers = Math.max(leechers, counts.incomplete());
    }
    return new Crowd(seeders, leechers);
  }
}
