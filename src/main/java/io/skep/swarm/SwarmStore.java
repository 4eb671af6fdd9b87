package io.skep.swarm;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Announcement;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.SwarmCounts;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Who is in which swarm. Safe for use by several threads.
 *
 * <p>{@code now} is seconds since the epoch of a clock that never runs backwards. A call may come
 * later than one that read the clock after it; nobody is forgotten for that.
 */
public interface SwarmStore {
  /**
   * What an announce found.
   *
   * @param counts who is in the swarm once the announce has taken effect
   * @param peers whom the caller is told of
   */
  record Answer(SwarmCounts counts, PeerList peers) {}

  /**
   * A swarm for a person to see.
   *
   * @param infoHash its name
   * @param counts who is in it
   * @param lastAnnounce when somebody announced last, in seconds
   */
  record Summary(InfoHash infoHash, SwarmCounts counts, long lastAnnounce) {}

  /**
   * A swarm's members for a person to see.
   *
   * @param summary the swarm
   * @param peers some of its members
   */
  record Members(Summary summary, List<Peer> peers) {}

  /**
   * Takes note of an announce and chooses peers for the caller: at most {@code wanted}, at random,
   * never itself, and no seeders for a seeder. Who leaves is told of nobody.
   */
  Answer announce(AnnounceRequest request, int wanted, long now);

  /**
   * The same for an announce that is good only for the moment, as is the answer: no garbage is made
   * for either.
   */
  SwarmAnswer announceInPlace(Announcement request, int wanted, long now);

  /** Who is in a swarm; nobody in one that is not known. */
  SwarmCounts counts(InfoHash infoHash);

  /** Shows each swarm once; those that come or go meanwhile may be left out. */
  void forEach(BiConsumer<InfoHash, SwarmCounts> visitor);

  /** Every swarm, in no order; for lists that people look at, not for the announce path. */
  List<Summary> summaries();

  /**
   * The members of a swarm from {@code offset} on, at most {@code limit}; a swarm that is not known
   * has none.
   */
  Members members(InfoHash infoHash, int offset, int limit, long now);

  /** Is shown peers, quickly: nobody can announce in their swarm meanwhile. */
  interface PeerVisitor {
    /**
     * Is shown one.
     *
     * @param uploaded bytes that it has given since it started, as it says; 0 where that isn't kept
     * @param downloaded the same for bytes that it has taken
     */
    void visit(InfoHash infoHash, PeerAddress address, Role role, long uploaded, long downloaded);
  }

  /**
   * Shows every peer of every swarm, some dozens at a time between which others come to their turn.
   * Those that come or go meanwhile may be left out or shown twice. Not for an event loop.
   */
  void forEachPeer(PeerVisitor visitor);

  /** The sums over all swarms, exact whenever nobody announces. */
  Totals totals();

  /**
   * Forgets the peers that have been silent for too long and the swarms that are empty, in every
   * swarm. Takes as long as that takes, in slices between which others come to their turn; not for
   * an event loop.
   */
  void sweep(long now);
}
