package io.skep.swarm;

import io.skep.bittorrent.Announcement;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The peers of one torrent.
 *
 * <p>Invariant: a peer's address is in at most one table. A swarm that was put out of the store is
 * {@link #isClosed() closed} for ever; who finds it closed looks it up again.
 *
 * <p>Every method but {@link #weight} is called with this object's monitor held.
 */
final class Swarm {
  private final boolean accounting;
  // Times in seconds since the epoch, without a sign: good until 2106.
  private final int createdAt;
  private @Nullable PeerTable tables;
  private int lastAnnounce;
  private int completed;
  private int nextToExpire;
  private boolean closed;
  private boolean shared;
  private boolean established;
  private volatile int weight = 1;

  Swarm(boolean accounting, long now) {
    this.accounting = accounting;
    this.createdAt = (int) now;
    this.lastAnnounce = (int) now;
  }

  /** One that was written down, without its peers. */
  Swarm(boolean accounting, SwarmCopy copy) {
    this.accounting = accounting;
    this.createdAt = (int) copy.createdAt();
    this.lastAnnounce = (int) copy.lastAnnounce();
    this.completed = copy.completed();
    this.shared = copy.shared();
    this.established = copy.established();
  }

  /**
   * What the cache charges for this swarm: at least itself and its peers, and up to an eighth of
   * them and one more.
   */
  int weight() {
    return weight;
  }

  /**
   * Brings {@link #weight} up to date; true if it has changed and the cache must be told.
   *
   * <p>That takes the cache's lock and makes garbage of what is old, so that a peer who goes while
   * another comes is not worth it.
   */
  boolean reweigh() {
    int peers = size();
    boolean holds = weight > peers && weight <= 2 + peers + peers / 8;
    if (holds) {
      return false;
    }
    int step = Math.max(1, Integer.highestOneBit(peers) / 8);
    weight = 1 + (peers + step - 1) / step * step;
    return true;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  boolean isEstablished() {
    return established;
  }

  void establish() {
    established = true;
  }

  int size() {
    int size = 0;
    for (PeerTable table = tables; table != null; table = table.next()) {
      size += table.size();
    }
    return size;
  }

  int size(Role role) {
    int size = 0;
    for (PeerTable table = tables; table != null; table = table.next()) {
      size += table.kind().role() == role ? table.size() : 0;
    }
    return size;
  }

  SwarmCounts counts() {
    int leechers = size(Role.LEECHER);
    return new SwarmCounts(
        size(Role.SEEDER), leechers + size(Role.PARTIAL_SEED), completed, leechers);
  }

  /** How often the whole torrent was fetched, as far as is remembered. */
  int completed() {
    return completed;
  }

  /**
   * True if there is nobody here, and nothing to remember for another {@code retention} seconds.
   */
  boolean isDisposable(long now, long retention) {
    return size() == 0 && (completed == 0 || now - lastAnnounce() > retention);
  }

  private long createdAt() {
    return Integer.toUnsignedLong(createdAt);
  }

  long lastAnnounce() {
    return Integer.toUnsignedLong(lastAnnounce);
  }

  void choose(PeerSample sample, Announcement caller, int wanted, long now, int ttl) {
    sample.choose(tables, caller, wanted, notBeforeLatest(now), ttl);
  }

  /**
   * Threads reach the monitor in another order than they read the clock, and a sweep or an answer
   * of the admission's takes its time: to a row's short time, a peer from the future is an old one.
   */
  private long notBeforeLatest(long now) {
    return Math.max(now, lastAnnounce());
  }

  /**
   * What this announce shows of the swarm that a flood of made-up info-hashes can't have for
   * nothing.
   *
   * @param age how long after the first announce a swarm has lasted, in seconds
   */
  Claim claim(Announcement request, long now, long age) {
    if (established) {
      return Claim.NONE;
    }
    if (now - createdAt() >= age) {
      return Claim.LASTING;
    }
    if (!shared) {
      // All members are of one network so far: any of them will do.
      PeerAddress member = anyMember();
      shared = member != null && !member.sameNetwork(request.address());
    }
    return shared ? Claim.SHARED : Claim.NONE;
  }

  private @Nullable PeerAddress anyMember() {
    for (PeerTable table = tables; table != null; table = table.next()) {
      for (int b = 0; b < table.bucketCount(); b++) {
        if (PeerTable.rows(table.bucket(b)) > 0) {
          return table.layout().address(table.bucket(b), PeerTable.FIRST_ROW);
        }
      }
    }
    return null;
  }

  /**
   * Takes note of a peer's announce.
   *
   * <p>A completion counts where the peer becomes a seeder here that was none, so that a packet
   * that comes twice counts once.
   *
   * @param maxPeers how many may be here; one more is not taken in
   * @return false if there was no room
   */
  boolean update(Announcement request, long now, int maxPeers) {
    long seen = notBeforeLatest(now);
    lastAnnounce = (int) seen;
    if (request.event() == Event.STOPPED) {
      remove(request.address());
      return true;
    }
    Role role = Role.of(request);
    boolean ipv4 = request.address().isIpv4();
    PeerTable current = find(role, ipv4);
    if (current != null && current.refresh(request, seen)) {
      return true;
    }
    long firstSeen = remove(request.address());
    if (firstSeen < 0 && size() >= maxPeers) {
      return false;
    }
    table(role, ipv4).add(request, seen, firstSeen < 0 ? seen : firstSeen);
    if (request.event() == Event.COMPLETED && role == Role.SEEDER) {
      completed++;
    }
    return true;
  }

  private @Nullable PeerTable find(Role role, boolean ipv4) {
    PeerTable table = tables;
    while (table != null && !table.holds(role, ipv4)) {
      table = table.next();
    }
    return table;
  }

  private PeerTable table(Role role, boolean ipv4) {
    PeerTable table = find(role, ipv4);
    if (table == null) {
      table = new PeerTable(TableKind.of(role, ipv4, accounting), tables);
      tables = table;
    }
    return table;
  }

  private long remove(PeerAddress address) {
    for (PeerTable table = tables; table != null; table = table.next()) {
      if (table.layout().isIpv4() == address.isIpv4()) {
        long firstSeen = table.remove(address);
        if (firstSeen >= 0) {
          dropEmpty();
          return firstSeen;
        }
      }
    }
    return -1;
  }

  private void dropEmpty() {
    PeerTable before = null;
    for (PeerTable table = tables; table != null; table = table.next()) {
      if (table.size() > 0) {
        before = table;
      } else if (before == null) {
        tables = table.next();
      } else {
        before.setNext(table.next());
      }
    }
  }

  /** How many slices {@link #expireSlice} has for a whole round. */
  int slices() {
    int slices = 0;
    for (PeerTable table = tables; table != null; table = table.next()) {
      slices = Math.max(slices, table.bucketCount());
    }
    return slices;
  }

  /**
   * Takes out those peers of the next slice, one bucket of each table, that have been silent for
   * longer than {@code ttl} seconds.
   *
   * @return how many there were
   */
  int expireSlice(long now, int ttl) {
    int slice = nextToExpire;
    int expired = 0;
    boolean more = false;
    for (PeerTable table = tables; table != null; table = table.next()) {
      if (slice < table.bucketCount()) {
        expired += table.expire(slice, notBeforeLatest(now), ttl);
      }
      more |= slice + 1 < table.bucketCount();
    }
    nextToExpire = more ? slice + 1 : 0;
    if (!more) {
      endRound();
    }
    return expired;
  }

  private void endRound() {
    for (PeerTable table = tables; table != null; table = table.next()) {
      table.settle();
    }
    dropEmpty();
  }

  /** Buckets of no peers, for a {@link SwarmCopy}. */
  static long[] @Nullable [][] noBuckets() {
    return new long[TableKind.COUNT][][];
  }

  /** All of it, peers that are silent for too long and not yet expired too. */
  SwarmCopy copy() {
    long[] @Nullable [][] buckets = noBuckets();
    for (PeerTable table = tables; table != null; table = table.next()) {
      buckets[table.kind().index()] = table.copyOfBuckets();
    }
    return new SwarmCopy(createdAt(), lastAnnounce(), completed, shared, established, buckets);
  }

  /**
   * Takes in a peer that was written down.
   *
   * @param lastSeen when it announced this, at most when the swarm was announced last
   * @return false, and nothing is done, if it is here already or there is no room
   */
  boolean restore(Role role, Announcement request, long lastSeen, long firstSeen, int maxPeers) {
    boolean ipv4 = request.address().isIpv4();
    for (PeerTable table = tables; table != null; table = table.next()) {
      if (table.layout().isIpv4() == ipv4 && table.contains(request.address())) {
        return false;
      }
    }
    if (size() >= maxPeers) {
      return false;
    }
    table(role, ipv4).add(request, lastSeen, firstSeen);
    return true;
  }

  /** Shows the peers of one slice, as {@link #slices} counts them. */
  void showSlice(int slice, InfoHash infoHash, SwarmStore.PeerVisitor visitor) {
    for (PeerTable table = tables; table != null; table = table.next()) {
      if (slice < table.bucketCount()) {
        long[] bucket = table.bucket(slice);
        RowLayout layout = table.layout();
        Role role = table.kind().role();
        int end = table.endOfRows(bucket);
        for (int row = PeerTable.FIRST_ROW; row < end; row += layout.stride()) {
          visitor.visit(
              infoHash,
              layout.address(bucket, row),
              role,
              layout.uploaded(bucket, row),
              layout.downloaded(bucket, row));
        }
      }
    }
  }

  /** The peers from {@code offset} on, at most {@code limit} of them, in no order. */
  List<Peer> peers(int offset, int limit, long now) {
    List<Peer> peers = new ArrayList<>(Math.min(limit, size()));
    int skip = offset;
    for (PeerTable table = tables; table != null; table = table.next()) {
      RowLayout layout = table.layout();
      for (int b = 0; b < table.bucketCount(); b++) {
        long[] bucket = table.bucket(b);
        int end = table.endOfRows(bucket);
        for (int row = PeerTable.FIRST_ROW; row < end; row += layout.stride()) {
          if (skip > 0) {
            skip--;
          } else if (peers.size() < limit) {
            peers.add(layout.peer(bucket, row, table.kind().role(), notBeforeLatest(now)));
          }
        }
      }
    }
    return peers;
  }
}
