package io.skep.console;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;

/** Announces of peers in 10.0.0.0/8. */
final class Announces {
  private Announces() {}

  /** One of the peer of this number. */
  static AnnounceRequest of(InfoHash hash, int peer, Event event, long left) {
    return of(hash, PeerAddress.ipv4(0x0A000000 + peer, 6881), event, 0, 0, left);
  }

  static AnnounceRequest of(
      InfoHash hash, PeerAddress from, Event event, long uploaded, long downloaded, long left) {
    byte[] id = "-qB4650-xxxxxxxxxxxx".getBytes(StandardCharsets.ISO_8859_1);
    return new AnnounceRequest(
        hash,
        PeerId.read(id, 0),
        from,
        event,
        uploaded,
        downloaded,
        left,
        from.hashCode() | 1,
        0,
        -1,
        AddressFamilies.BOTH,
        false,
        "");
  }
}
