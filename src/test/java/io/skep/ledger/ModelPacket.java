package io.skep.ledger;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;

/**
 * An announce on its way.
 *
 * @param number the order in which packets were sent, and their copies
 * @param client whose
 * @param run how often the client's counters had begun again when it was sent
 * @param endpoint which of the client's ways it goes
 */
record ModelPacket(
    long number,
    ModelClient client,
    int run,
    int endpoint,
    long arrivesAt,
    Event event,
    long uploaded,
    long downloaded,
    long left,
    int key,
    PeerId peerId,
    boolean replyIsLost) {
  private static final AddressFamilies BOTH = AddressFamilies.BOTH;

  long sum() {
    return uploaded + downloaded;
  }

  /** A hybrid's two info-hashes are one torrent: the ledger sees the torrent's number only. */
  AnnounceRequest request() {
    PeerAddress address =
        endpoint % 2 == 0
            ? PeerAddress.ipv4((int) client.number(), 6881)
            : new PeerAddress(0x20010db8_00000000L + client.number(), 1, 6881);
    return new AnnounceRequest(
        new InfoHash(endpoint, client.torrent(), 0),
        peerId,
        address,
        event,
        uploaded,
        downloaded,
        left,
        0,
        key,
        -1,
        BOTH,
        false,
        "");
  }

  ModelPacket copy(long copyNumber, long arrival, boolean lostReply) {
    return new ModelPacket(
        copyNumber,
        client,
        run,
        endpoint,
        arrival,
        event,
        uploaded,
        downloaded,
        left,
        key,
        peerId,
        lostReply);
  }

  @Override
  public String toString() {
    return "packet "
        + number
        + " of client "
        + client.number()
        + " (user "
        + client.user()
        + ", torrent "
        + client.torrent()
        + ") run "
        + run
        + " way "
        + endpoint
        + ": "
        + event
        + " "
        + uploaded
        + "/"
        + downloaded
        + " left "
        + left
        + " key "
        + key;
  }
}
