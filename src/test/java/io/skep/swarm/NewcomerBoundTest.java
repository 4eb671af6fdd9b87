package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.bittorrent.AnnounceBuilder;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import org.junit.jupiter.api.Test;

/** One address can't fill the newcomers' room with a single made-up swarm. */
class NewcomerBoundTest {
  private static final InfoHash OTHER = new InfoHash(1, 2, 3);
  private static final InfoHash FLOODED = new InfoHash(4, 5, 6);
  private static final int ONE_ADDRESS = 0x0A000001;
  private static final long NOW = 1_000_000;

  // 1,024 of it are the newcomers', and an eighth of these is for one of them.
  private final CaffeineSwarmStore store =
      new CaffeineSwarmStore(new SwarmLimits(8192, 2048, 1800, 2700, 86_400, true));

  private void announce(InfoHash infoHash, int ip, int port) {
    store.announce(
        new AnnounceBuilder(infoHash, PeerAddress.ipv4(ip, port)).left(1).build(), 50, NOW);
  }

  @Test
  void aSwarmOfOneAddressTakesInAnEighthOfTheRoom() {
    announce(OTHER, 0x0A000002, 6881);
    for (int port = 1; port <= 3000; port++) {
      announce(FLOODED, ONE_ADDRESS, port);
    }

    assertEquals(128, store.counts(FLOODED).incomplete());
    assertEquals(1, store.counts(OTHER).incomplete());
    assertEquals(3000 - 128, store.totals().refused());
  }

  @Test
  void anEstablishedSwarmTakesInMore() {
    announce(FLOODED, 0x0A000002, 6881);
    for (int port = 1; port <= 3000; port++) {
      announce(FLOODED, ONE_ADDRESS, port);
    }

    assertEquals(2048, store.counts(FLOODED).incomplete());
  }
}
