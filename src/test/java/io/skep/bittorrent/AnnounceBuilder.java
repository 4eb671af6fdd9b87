package io.skep.bittorrent;

import org.jspecify.annotations.Nullable;

/** Makes announces for tests; what is not said is that of an ordinary leecher. */
public final class AnnounceBuilder {
  private final InfoHash infoHash;
  private final PeerAddress address;
  private @Nullable PeerId peerId;
  private Event event = Event.NONE;
  private long uploaded;
  private long downloaded;
  private long left = 1;
  private int key;
  private int numwant = -1;
  private AddressFamilies families = AddressFamilies.BOTH;
  private boolean wantsPeerIds;

  /** An announce of this peer to this swarm. */
  public AnnounceBuilder(InfoHash infoHash, PeerAddress address) {
    this.infoHash = infoHash;
    this.address = address;
  }

  /** The id that a peer has here unless told otherwise: each address its own. */
  public static PeerId idOf(PeerAddress address) {
    return new PeerId(address.low(), address.high(), address.port());
  }

  /** With this id instead of that of its address. */
  public AnnounceBuilder id(PeerId id) {
    this.peerId = id;
    return this;
  }

  /** With this event. */
  public AnnounceBuilder event(Event what) {
    this.event = what;
    return this;
  }

  /** With these counters, in bytes. */
  public AnnounceBuilder counters(long given, long taken, long missing) {
    this.uploaded = given;
    this.downloaded = taken;
    this.left = missing;
    return this;
  }

  /** With so many bytes left to fetch. */
  public AnnounceBuilder left(long bytes) {
    this.left = bytes;
    return this;
  }

  /** With nothing left to fetch. */
  public AnnounceBuilder seeder() {
    return left(0);
  }

  /** With this key. */
  public AnnounceBuilder key(int secret) {
    this.key = secret;
    return this;
  }

  /** Asking for so many peers. */
  public AnnounceBuilder numwant(int peers) {
    this.numwant = peers;
    return this;
  }

  /** Asking for peers of these families. */
  public AnnounceBuilder families(AddressFamilies wanted) {
    this.families = wanted;
    return this;
  }

  /** Asking for the peers' ids. */
  public AnnounceBuilder wantingIds() {
    this.wantsPeerIds = true;
    return this;
  }

  /** The announce. */
  public AnnounceRequest build() {
    return new AnnounceRequest(
        infoHash,
        peerId == null ? idOf(address) : peerId,
        address,
        event,
        uploaded,
        downloaded,
        left,
        0,
        key,
        numwant,
        families,
        wantsPeerIds,
        "");
  }
}
