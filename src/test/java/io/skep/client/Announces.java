package io.skep.client;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;

/** What the tests' clients announce. */
final class Announces {
  static final InfoHash INFO_HASH = InfoHash.parse("0123456789abcdef0123456789abcdef01234567");
  static final AnnounceRequest STARTED =
      new AnnounceRequest(
          INFO_HASH,
          new PeerId(1, 2, 3),
          PeerAddress.ipv4(0, 6881),
          Event.STARTED,
          4,
          5,
          6,
          7,
          0xBEEF,
          80,
          AddressFamilies.BOTH,
          false,
          "");

  private Announces() {}

  /** One of many info-hashes. */
  static InfoHash hash(int number) {
    return new InfoHash(0, 0, number);
  }
}
