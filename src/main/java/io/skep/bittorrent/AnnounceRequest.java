package io.skep.bittorrent;

/**
 * One client's announce, whatever transport brought it (BEP 3, BEP 7, BEP 15).
 *
 * @param infoHash the swarm
 * @param peerId the client's name for itself
 * @param address where other peers reach the client; the tracker trusts this
 * @param event what has happened
 * @param uploaded bytes given since {@code started}, at least 0
 * @param downloaded bytes taken since {@code started}, at least 0
 * @param left bytes still to fetch, at least 0; {@link #LEFT_UNKNOWN} where the client doesn't say
 * @param corrupt bytes thrown away since a piece's hash did not fit, at least 0
 * @param key the client's secret by which it is known when its address changes; 0 where it sends
 *     none
 * @param numwant how many peers the client asks for; negative where it leaves that to the tracker
 * @param families which peers can be told to it
 * @param wantsPeerIds whether the answer needs the peers' ids
 * @param passkey what names the user in a private tracker's URL; empty where there is none
 */
public record AnnounceRequest(
    InfoHash infoHash,
    PeerId peerId,
    PeerAddress address,
    Event event,
    long uploaded,
    long downloaded,
    long left,
    long corrupt,
    int key,
    int numwant,
    AddressFamilies families,
    boolean wantsPeerIds,
    String passkey)
    implements Announcement {

  /** What {@code left} is where a client does not know the size yet, as with a magnet link. */
  public static final long LEFT_UNKNOWN = Long.MAX_VALUE;

  /** The same announce with another event. */
  public AnnounceRequest withEvent(Event other) {
    return with(infoHash, address, other);
  }

  /** What the client would say to leave a swarm in which it was at another address. */
  public AnnounceRequest leaving(InfoHash otherSwarm, PeerAddress otherAddress) {
    return with(otherSwarm, otherAddress, Event.STOPPED);
  }

  private AnnounceRequest with(InfoHash swarm, PeerAddress from, Event what) {
    return new AnnounceRequest(
        swarm,
        peerId,
        from,
        what,
        uploaded,
        downloaded,
        left,
        corrupt,
        key,
        numwant,
        families,
        wantsPeerIds,
        passkey);
  }

  @Override
  public AnnounceRequest kept() {
    return this;
  }
}
