package io.skep.swarm;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import org.jspecify.annotations.Nullable;

/** Makes the swarms of a snapshot anew; for one use. */
final class SnapshotRestore implements SnapshotVisitor {
  private static final PeerId NO_ID = new PeerId(0, 0, 0);

  private final CaffeineSwarmStore store;
  private final long now;
  private InfoHash infoHash = new InfoHash(0, 0, 0);
  private Swarm swarm;
  private int maxPeers;
  private long writtenAt;
  private long shift;
  private long swarms;
  private long peers;
  private long expired;
  private long leftOut;

  SnapshotRestore(CaffeineSwarmStore store, long now) {
    this.store = store;
    this.now = now;
    this.swarm = new Swarm(store.hasAccounting(), now);
  }

  SwarmSnapshot.Counts counts() {
    return new SwarmSnapshot.Counts(swarms, peers, expired, leftOut, writtenAt);
  }

  @Override
  public void begin(long time) {
    writtenAt = time;
    // A clock that was put back must not keep the peers for longer than they are good for.
    shift = Math.min(0, now - time);
  }

  @Override
  public void swarm(InfoHash name, SwarmCopy copy) {
    infoHash = name;
    swarm =
        new Swarm(
            store.hasAccounting(),
            new SwarmCopy(
                here(copy.createdAt()),
                here(copy.lastAnnounce()),
                copy.completed(),
                copy.shared(),
                copy.established(),
                copy.buckets()));
    maxPeers = store.maxPeers(swarm);
  }

  @Override
  public void peer(Role role, PeerAddress address, int age, @Nullable SnapshotAccount account) {
    long lastSeen = Math.min(here(writtenAt - age), swarm.lastAnnounce());
    if (now - lastSeen > store.ttl()) {
      expired++;
      return;
    }
    long firstSeen = account == null ? lastSeen : Math.min(here(account.firstSeen()), lastSeen);
    if (!swarm.restore(role, request(role, address, account), lastSeen, firstSeen, maxPeers)) {
      leftOut++;
    }
  }

  /** What the peer would have to announce to be as it was; its role is another's to know. */
  private AnnounceRequest request(
      Role role, PeerAddress address, @Nullable SnapshotAccount account) {
    long unknown = role == Role.SEEDER ? 0 : AnnounceRequest.LEFT_UNKNOWN;
    return new AnnounceRequest(
        infoHash,
        account == null ? NO_ID : account.id(),
        address,
        Event.NONE,
        account == null ? 0 : account.uploaded(),
        account == null ? 0 : account.downloaded(),
        account == null ? unknown : account.left(),
        0,
        account == null ? 0 : account.key(),
        0,
        AddressFamilies.BOTH,
        false,
        "");
  }

  @Override
  public void endOfSwarm() {
    int size = swarm.size();
    if (store.restore(infoHash, swarm, now)) {
      swarms++;
      peers += size;
    } else {
      leftOut += size;
    }
  }

  private long here(long time) {
    return Math.max(0, Math.min(time + shift, now));
  }
}
