package io.skep.benchmarks;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;

/** Made-up announces of made-up peers: the same numbers make the same announce. */
final class Announces {
  private Announces() {}

  static InfoHash infoHash(int torrent) {
    long word = torrent * 0x9E3779B97F4A7C15L + 1;
    return new InfoHash(word, Long.rotateLeft(word, 17) * 31, torrent);
  }

  /** Every other peer is a seeder. */
  static AnnounceRequest announce(int torrent, int peer) {
    return new AnnounceRequest(
        infoHash(torrent),
        new PeerId(0x2D544531323334L << 8 | '-', peer * 0x9E3779B97F4A7C15L, peer),
        PeerAddress.ipv4(0x0A000000 + peer, 1024 + peer % 60_000),
        Event.NONE,
        1000L * peer,
        500L * peer,
        peer % 2 == 0 ? 0 : 1_000_000,
        0,
        peer,
        50,
        AddressFamilies.IPV4,
        false,
        "");
  }
}
