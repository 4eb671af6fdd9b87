package io.skep.load;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who the peers are: a pure function of a peer's number, so that nothing is stored for a peer.
 *
 * <p>Peers are numbered by source. A source is an address to send from, or a part of its ports
 * where there are more event loops than addresses; the peers of one source have numbers that follow
 * each other. Safe for use by several threads.
 */
final class PeerPlan {
  private static final int FIRST_PORT = 1024;
  private static final int PORTS = 0x10000 - FIRST_PORT;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final long PEER_ID_BEGINNING = letters("-LD0100-");

  // Each property has a stream of its own, or seeders would all be in the same torrents.
  private static final long TORRENT = 0x74L << 56;
  private static final long SEEDER = 0x73L << 56;
  private static final long NAME = 0x6EL << 56;
  private static final long KEY = 0x6BL << 56;
  private static final long HASH = 0x68L << 56;

  private final Crowd crowd;
  private final int addresses;
  private final int sources;
  private final int peersPerSource;
  private final @Nullable AliasTable ranks;

  /**
   * A plan.
   *
   * @param addresses how many addresses there are to send from
   * @param sources how many sources there are, a multiple of the addresses
   */
  PeerPlan(Crowd crowd, int addresses, int sources) {
    this.crowd = crowd;
    this.addresses = addresses;
    this.sources = sources;
    this.peersPerSource = (int) (((long) crowd.peers() + sources - 1) / sources);
    this.ranks =
        crowd.popularity() instanceof Popularity.Zipf zipf ? ranks(crowd.torrents(), zipf) : null;
  }

  private static AliasTable ranks(int torrents, Popularity.Zipf zipf) {
    double[] weights = new double[torrents];
    for (int i = 0; i < torrents; i++) {
      weights[i] = Math.pow(i + 1.0, -zipf.exponent());
    }
    return new AliasTable(weights);
  }

  private static long letters(String eight) {
    long word = 0;
    for (int i = 0; i < 8; i++) {
      word = word << 8 | eight.charAt(i);
    }
    return word;
  }

  int sources() {
    return sources;
  }

  int peers() {
    return crowd.peers();
  }

  int torrents() {
    return crowd.torrents();
  }

  /** The source that a peer sends from. */
  int source(int peer) {
    return peer / peersPerSource;
  }

  /** The number of a source's first peer. */
  int firstOf(int source) {
    return (int) Math.min(crowd.peers(), (long) source * peersPerSource);
  }

  /** How many peers a source has; the last ones may have none. */
  int peersOf(int source) {
    return firstOf(source + 1) - firstOf(source);
  }

  /** The number of the address that a source sends from. */
  int address(int source) {
    return source % addresses;
  }

  /**
   * True if no two peers have address and port in common, so that a peer which is told its own has
   * been told of itself.
   */
  boolean hasUniquePorts() {
    return (long) peersPerSource * (sources / addresses) <= PORTS;
  }

  /** Where a peer listens, or rather would. */
  int port(int peer) {
    int source = source(peer);
    long place = (long) (source / addresses) * peersPerSource + (peer - firstOf(source));
    return FIRST_PORT + (int) (place % PORTS);
  }

  /** The number of a peer's torrent. */
  int torrent(int peer) {
    return ranks == null
        ? peer % crowd.torrents()
        : ranks.draw(Mixing.bits(crowd.seed() ^ TORRENT, peer));
  }

  InfoHash infoHash(int torrent) {
    List<InfoHash> hashes = crowd.hashes();
    if (!hashes.isEmpty()) {
      return hashes.get(torrent);
    }
    long seed = crowd.seed() ^ HASH;
    long first = 3L * torrent;
    return new InfoHash(
        Mixing.bits(seed, first), Mixing.bits(seed, first + 1), (int) Mixing.bits(seed, first + 2));
  }

  boolean isSeeder(int peer) {
    return Mixing.fraction(Mixing.bits(crowd.seed() ^ SEEDER, peer)) < crowd.seeders();
  }

  /** A name of visible signs only, so that it needs no escapes in a URL. */
  PeerId peerId(int peer) {
    long bits = Mixing.bits(crowd.seed() ^ NAME, peer);
    long middle = 0;
    for (int i = 0; i < 8; i++) {
      middle = middle << 8 | letter(bits, i);
    }
    int low = 0;
    for (int i = 8; i < 12; i++) {
      low = low << 8 | letter(bits, i);
    }
    return new PeerId(PEER_ID_BEGINNING, middle, low);
  }

  private static char letter(long bits, int number) {
    return LETTERS.charAt((int) (bits >>> (5 * number)) & 31);
  }

  /** The secret by which a tracker knows a peer again; never 0, which says that there is none. */
  int key(int peer) {
    return (int) Mixing.bits(crowd.seed() ^ KEY, peer) | 1;
  }

  /** What names a peer's user; empty where nothing does. */
  String passkey(int peer) {
    List<String> passkeys = crowd.passkeys();
    return passkeys.isEmpty() ? "" : passkeys.get(peer % passkeys.size());
  }
}
