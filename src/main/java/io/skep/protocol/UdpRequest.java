package io.skep.protocol;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.RequestException;
import java.util.List;

/** A packet that a client sends to a UDP tracker (BEP 15). */
public sealed interface UdpRequest {
  /** What the client calls this exchange; the answer repeats it. */
  int transactionId();

  /** Asks for a connection id. */
  record Connect(int transactionId) implements UdpRequest {}

  /**
   * Announces a peer (BEP 15), maybe with the path of a URL behind it (BEP 41).
   *
   * @param connectionId what the tracker answered to a {@link Connect}
   * @param transactionId what the client calls this exchange
   * @param infoHash the swarm
   * @param peerId the client's name for itself
   * @param downloaded bytes taken since {@code started}
   * @param left bytes still to fetch; negative where the client doesn't know
   * @param uploaded bytes given since {@code started}
   * @param event what has happened
   * @param claimedIpv4 the address that the client claims to have; 0 for the sender's
   * @param key the client's secret by which it is known when its address changes
   * @param numwant how many peers it asks for; negative where it leaves that to the tracker
   * @param port where it listens
   * @param urlData path and query of the tracker's URL, one character a byte; empty without BEP 41
   */
  record Announce(
      long connectionId,
      int transactionId,
      InfoHash infoHash,
      PeerId peerId,
      long downloaded,
      long left,
      long uploaded,
      Event event,
      int claimedIpv4,
      int key,
      int numwant,
      int port,
      String urlData)
      implements UdpRequest {

    /**
     * The announce as every transport has it.
     *
     * @param from the peer's address, with this announce's port
     * @param passkey what the URL data named, or nothing
     * @throws RequestException if a counter or the port is impossible
     */
    public AnnounceRequest toRequest(PeerAddress from, String passkey) throws RequestException {
      if (port == 0) {
        throw RequestException.malformed("invalid port");
      }
      if (!isCounter(uploaded) || !isCounter(downloaded)) {
        throw RequestException.malformed("invalid uploaded or downloaded: out of range");
      }
      return new AnnounceRequest(
          infoHash,
          peerId,
          from,
          event,
          uploaded,
          downloaded,
          left < 0 ? AnnounceRequest.LEFT_UNKNOWN : left,
          0,
          key,
          numwant,
          from.isIpv4() ? AddressFamilies.IPV4 : AddressFamilies.IPV6,
          false,
          passkey);
    }

    /** The same is taken over HTTP. */
    static boolean isCounter(long bytes) {
      return bytes >= 0 && bytes < Long.MAX_VALUE;
    }
  }

  /**
   * Asks for the counts of some swarms.
   *
   * @param connectionId what the tracker answered to a {@link Connect}
   * @param transactionId what the client calls this exchange
   * @param infoHashes 1 to {@link UdpCodec#MAX_SCRAPE} swarms
   */
  record Scrape(long connectionId, int transactionId, List<InfoHash> infoHashes)
      implements UdpRequest {
    /** Keeps a copy of the list that nobody changes. */
    public Scrape {
      infoHashes = List.copyOf(infoHashes);
    }
  }
}
