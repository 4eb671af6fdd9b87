package io.skep.client;

import io.skep.bittorrent.PeerAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The peers that a transfer knows of, and whom of them to connect to next; lives on one event loop.
 *
 * <p>Whoever failed least comes first, then the canonical priority decides (BEP 40), so that all
 * peers of a swarm choose alike and nobody who joins late is left out. A peer that failed is left
 * alone for a time that doubles; one that is connected is not offered. The book is bounded: when it
 * is full the least promising peer leaves.
 */
final class PeerBook {
  /** The canonical priority of a connection (BEP 40): the higher, the better. */
  interface Priority {
    /** Both addresses are of one family. */
    long between(PeerAddress ours, PeerAddress theirs);
  }

  /** More than a transfer connects to in a day. */
  static final int MAX_PEERS = 2_000;

  /** So many ports of one address are plausible: a seed box's, or a provider's NAT. */
  static final int MAX_PEERS_OF_A_NETWORK = 8;

  private static final int MAX_BANS = 10_000;
  private static final Duration PAUSE_AFTER_USE = Duration.ofSeconds(30);
  private static final BackOff BACK_OFF =
      new BackOff(Duration.ofSeconds(20), Duration.ofMinutes(30));

  private final OwnAddresses own;
  private final Priority priority;
  private final RandomGenerator random;
  private final Map<PeerAddress, Candidate> peers = new LinkedHashMap<>();
  private final Map<PeerAddress, Boolean> bans =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerAddress, Boolean> eldest) {
          return size() > MAX_BANS;
        }
      };
  private boolean seeding;

  /**
   * An empty book.
   *
   * @param port where we listen
   * @param random the order of peers while nobody has told our own address, and the jitter
   */
  PeerBook(int port, Priority priority, RandomGenerator random) {
    this.own = new OwnAddresses(port);
    this.priority = priority;
    this.random = random;
  }

  /** Adds a peer; false if it is refused or known already. */
  boolean add(PeerAddress address, PeerSource source) {
    Candidate known = peers.get(address);
    if (known != null) {
      known.source = source.compareTo(known.source) < 0 ? source : known.source;
      return false;
    }
    if (!PeerNetworks.canBeConnectedTo(address)
        || own.contains(address)
        || isBanned(address)
        || isCrowded(address)) {
      return false;
    }
    Candidate added = new Candidate(address, source, priorityOf(address));
    if (peers.size() >= MAX_PEERS && !makeRoomFor(added)) {
      return false;
    }
    peers.put(address, added);
    return true;
  }

  private boolean isCrowded(PeerAddress address) {
    if (PeerNetworks.isLocal(address)) {
      return false;
    }
    int neighbours = 0;
    for (PeerAddress other : peers.keySet()) {
      neighbours += other.sameNetwork(address) ? 1 : 0;
    }
    return neighbours >= MAX_PEERS_OF_A_NETWORK;
  }

  private boolean makeRoomFor(Candidate added) {
    Candidate least = Collections.max(peers.values(), Candidate.MOST_WORTH_KEEPING);
    if (Candidate.MOST_WORTH_KEEPING.compare(added, least) >= 0) {
      return false;
    }
    peers.remove(least.address);
    return true;
  }

  private long priorityOf(PeerAddress address) {
    PeerAddress ours = own.sameFamilyAs(address);
    return ours == null ? random.nextLong(1L << 32) : priority.between(ours, address);
  }

  /**
   * Whom to connect to now; null if there is nobody. It counts as connected from now on, until
   * {@link #failed} or {@link #disconnected} says otherwise.
   */
  @Nullable PeerAddress next(long now) {
    Candidate best = null;
    for (Candidate candidate : peers.values()) {
      if (isOfUse(candidate)
          && !candidate.isPaused(now)
          && (best == null || Candidate.MOST_PROMISING.compare(candidate, best) < 0)) {
        best = candidate;
      }
    }
    if (best == null) {
      return null;
    }
    best.isConnected = true;
    return best.address;
  }

  private boolean isOfUse(Candidate candidate) {
    return !candidate.isConnected && !(seeding && candidate.isSeed);
  }

  /** A peer came to us, and told where it listens: there is no need to connect to it. */
  void connected(PeerAddress address) {
    add(address, PeerSource.INCOMING);
    Candidate candidate = peers.get(address);
    if (candidate != null) {
      candidate.isConnected = true;
    }
  }

  /** The peer is known to have everything, which makes it of no use to a seed. */
  void isSeed(PeerAddress address) {
    Candidate candidate = peers.get(address);
    if (candidate != null) {
      candidate.isSeed = true;
    }
  }

  /** It could not be reached, or was of no use. */
  void failed(PeerAddress address, long now) {
    Candidate candidate = peers.get(address);
    if (candidate != null) {
      candidate.isConnected = false;
      candidate.failures++;
      candidate.pause(BACK_OFF.after(candidate.failures, random), now);
    }
  }

  /** A connection that was of use is over; it may be made again. */
  void disconnected(PeerAddress address, long now) {
    Candidate candidate = peers.get(address);
    if (candidate != null) {
      candidate.isConnected = false;
      candidate.failures = 0;
      candidate.pause(PAUSE_AFTER_USE, now);
    }
  }

  /** Never again this address: the IPv4 address whatever its port, or the whole IPv6 /64. */
  void ban(PeerAddress address) {
    bans.put(PeerNetworks.network(address), true);
    peers.keySet().removeIf(address::sameNetwork);
  }

  /** True if nobody of this address may be talked to, whoever began. */
  boolean isBanned(PeerAddress address) {
    return bans.containsKey(PeerNetworks.network(address));
  }

  /** Others see us under this address, whose port is ignored (BEP 10, 24). */
  void weAreSeenAs(PeerAddress ip) {
    if (ip.withPort(0).equals(ourIp(ip))) {
      return;
    }
    own.seenAs(ip);
    peers.keySet().removeIf(own::contains);
    for (Candidate candidate : peers.values()) {
      if (candidate.address.isIpv4() == ip.isIpv4()) {
        candidate.priority = priorityOf(candidate.address);
      }
    }
  }

  private @Nullable PeerAddress ourIp(PeerAddress sameFamily) {
    PeerAddress ours = own.sameFamilyAs(sameFamily);
    return ours == null ? null : ours.withPort(0);
  }

  /** The peer at this address has our peer id: it is ourselves. */
  void weAre(PeerAddress address) {
    own.met(address);
    peers.remove(address);
  }

  /** Whether we have everything, and so have no use for seeds. */
  void seeding(boolean complete) {
    seeding = complete;
  }

  /** How many are known, connected or not. */
  int size() {
    return peers.size();
  }

  /** How many could be connected to, now or when their pause is over. */
  int candidates() {
    int candidates = 0;
    for (Candidate candidate : peers.values()) {
      candidates += isOfUse(candidate) ? 1 : 0;
    }
    return candidates;
  }
}
