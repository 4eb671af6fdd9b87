package io.skep.bittorrent;

/**
 * What a client announces, as swarms read it (BEP 3, BEP 7, BEP 15).
 *
 * <p>It may be a view that is used again for the next packet, good only while it is being answered;
 * who keeps it takes an {@link AnnounceRequest} of it.
 */
public interface Announcement {
  /** The swarm. */
  InfoHash infoHash();

  /** Where other peers reach the client; the tracker trusts this. */
  PeerAddress address();

  /** The client's name for itself. */
  PeerId peerId();

  /** Bytes 0 to 7 of the peer id, big endian. */
  default long idHigh() {
    return peerId().high();
  }

  /** Bytes 8 to 15 of the peer id. */
  default long idMiddle() {
    return peerId().middle();
  }

  /** Bytes 16 to 19 of the peer id. */
  default int idLow() {
    return peerId().low();
  }

  /** What has happened. */
  Event event();

  /** Bytes given since {@code started}, at least 0. */
  long uploaded();

  /** Bytes taken since {@code started}, at least 0. */
  long downloaded();

  /**
   * Bytes still to fetch, at least 0; {@link AnnounceRequest#LEFT_UNKNOWN} where the client doesn't
   * say.
   */
  long left();

  /** The client's secret by which it is known when its address changes; 0 where it sends none. */
  int key();

  /** How many peers the client asks for; negative where it leaves that to the tracker. */
  int numwant();

  /** Which peers can be told to it. */
  AddressFamilies families();

  /** Whether the answer needs the peers' ids. */
  boolean wantsPeerIds();

  /** True if the client has everything. */
  default boolean isSeeder() {
    return left() == 0;
  }

  /** The same, to be kept; without a passkey where it is only a view. */
  AnnounceRequest kept();
}
