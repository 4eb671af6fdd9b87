package io.skep.protocol;

import io.skep.bittorrent.SwarmCounts;
import java.util.List;

/** A packet that a UDP tracker answers with (BEP 15). */
public sealed interface UdpResponse {
  /** The request's. */
  int transactionId();

  /** The id with which the client may ask for the next minutes. */
  record Connect(int transactionId, long connectionId) implements UdpResponse {}

  /**
   * The answer to an announce.
   *
   * @param transactionId the request's
   * @param interval seconds until the next announce
   * @param leechers how many still fetch
   * @param seeders how many have everything
   * @param peers 6 bytes a peer over IPv4, 18 over IPv6
   */
  record Announce(int transactionId, int interval, int leechers, int seeders, byte[] peers)
      implements UdpResponse {}

  /**
   * The answer to a scrape: the counts of each swarm, in the order in which they were asked for.
   */
  record Scrape(int transactionId, List<SwarmCounts> swarms) implements UdpResponse {
    /** Keeps a copy of the list that nobody changes. */
    public Scrape {
      swarms = List.copyOf(swarms);
    }
  }

  /** Why the tracker refuses, for a person to read. */
  record Failure(int transactionId, String message) implements UdpResponse {}
}
