package io.skep.benchmarks;

import io.skep.swarm.CaffeineSwarmStore;
import io.skep.swarm.SwarmLimits;

/** Stores that hold the peers of {@link Announces}. */
final class Stores {
  /** When they were filled, in seconds. */
  static final int NOW = 1_800_000_000;

  /** When they are asked: nobody has been silent for too long. */
  static final int LATER = NOW + 1;

  private Stores() {}

  static CaffeineSwarmStore empty(boolean accounting) {
    return new CaffeineSwarmStore(
        new SwarmLimits(20_000_000, 2_000_000, 1800, 5400, 86_400, accounting));
  }

  /** One in which a torrent's peers are numbered from {@code torrent * peersPerTorrent} on. */
  static CaffeineSwarmStore filled(boolean accounting, int torrents, int peersPerTorrent) {
    CaffeineSwarmStore store = empty(accounting);
    for (int torrent = 0; torrent < torrents; torrent++) {
      for (int peer = 0; peer < peersPerTorrent; peer++) {
        store.announce(Announces.announce(torrent, torrent * peersPerTorrent + peer), 0, NOW);
      }
    }
    return store;
  }
}
