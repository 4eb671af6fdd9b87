package io.skep.ledger;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;

/**
 * Makes the announces of one client.
 *
 * @param number which its peer id is made from
 * @param key what it sends as key; 0 for none
 * @param host the last byte of its IPv4 address; negative for an IPv6 address
 */
record TestClient(int number, int key, int host) {
  PeerId peerId() {
    return new PeerId(0x2d5454_30303031L, number, 0);
  }

  PeerAddress address() {
    return host < 0
        ? new PeerAddress(0x20010db8_00000000L - host, 1, 6881)
        : PeerAddress.ipv4(0xC0000200 | host, 6881);
  }

  TestClient at(int otherHost) {
    return new TestClient(number, key, otherHost);
  }

  TestClient withKey(int otherKey) {
    return new TestClient(number, otherKey, host);
  }

  TestClient withNumber(int otherNumber) {
    return new TestClient(otherNumber, key, host);
  }

  AnnounceRequest says(Event event, long uploaded, long downloaded, long left) {
    return new AnnounceRequest(
        new InfoHash(1, 2, 3),
        peerId(),
        address(),
        event,
        uploaded,
        downloaded,
        left,
        0,
        key,
        -1,
        AddressFamilies.BOTH,
        false,
        "");
  }
}
