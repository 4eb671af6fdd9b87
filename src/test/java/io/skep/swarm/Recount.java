package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.SwarmCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts anew what a store sums up as it goes. */
final class Recount {
  private Recount() {}

  /** Totals, visits, summaries and lists of members say the same, while nobody announces. */
  static void assertEqualsTotals(SwarmStore store, String at) {
    Map<InfoHash, SwarmCounts> visited = new HashMap<>();
    store.forEach((infoHash, counts) -> assertNull(visited.put(infoHash, counts), at));
    long torrents = 0;
    long seeders = 0;
    long leechers = 0;
    for (Map.Entry<InfoHash, SwarmCounts> swarm : visited.entrySet()) {
      SwarmCounts counts = swarm.getValue();
      assertEquals(counts, store.counts(swarm.getKey()), at);
      torrents += counts.complete() + counts.incomplete() > 0 ? 1 : 0;
      seeders += counts.complete();
      leechers += counts.incomplete();
    }
    Totals totals = store.totals();
    assertEquals(torrents, totals.torrents(), at);
    assertEquals(seeders, totals.seeders(), at);
    assertEquals(leechers, totals.leechers(), at);
    List<SwarmStore.Summary> summaries = store.summaries();
    assertEquals(visited.size(), summaries.size(), at);
    for (SwarmStore.Summary summary : summaries) {
      assertEquals(visited.get(summary.infoHash()), summary.counts(), at);
    }
  }

  /** Each swarm's counts are those of the members that it shows, each of which it shows once. */
  static void assertEqualsMembers(SwarmStore store, long now) {
    for (SwarmStore.Summary summary : store.summaries()) {
      SwarmStore.Members members = store.members(summary.infoHash(), 0, Integer.MAX_VALUE, now);
      int seeders = of(Role.SEEDER, members);
      int leechers = of(Role.LEECHER, members);
      int partialSeeds = of(Role.PARTIAL_SEED, members);
      SwarmCounts counts = summary.counts();
      assertEquals(
          new SwarmCounts(seeders, leechers + partialSeeds, counts.downloaded(), leechers), counts);
      assertEquals(
          members.peers().size(), members.peers().stream().map(Peer::address).distinct().count());
    }
  }

  private static int of(Role role, SwarmStore.Members members) {
    return (int) members.peers().stream().filter(peer -> peer.role() == role).count();
  }
}
