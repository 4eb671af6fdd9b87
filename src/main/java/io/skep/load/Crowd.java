package io.skep.load;

import io.skep.bittorrent.InfoHash;
import java.util.List;

/**
 * The peers that a load plays.
 *
 * @param peers how many there are, 1 to {@link #MAX_PEERS}
 * @param torrents how many torrents they are in, 1 to {@link #MAX_TORRENTS}
 * @param hashes the torrents' info-hashes, as many as there are torrents; empty to make them up
 * @param popularity how the peers spread over the torrents
 * @param seeders the share of peers that have everything, 0 to 1
 * @param addresses how many source addresses they come from, 1 to {@link #MAX_ADDRESSES}
 * @param passkeys what names their users, each peer's one of these; empty for none
 * @param seed from which all that is made up comes
 */
public record Crowd(
    int peers,
    int torrents,
    List<InfoHash> hashes,
    Popularity popularity,
    double seeders,
    int addresses,
    List<String> passkeys,
    long seed) {
  /** The most peers: the tables of what each has said last take 25 MB then. */
  public static final int MAX_PEERS = 100_000_000;

  /** The most torrents: their table of popularity takes 160 MB then. */
  public static final int MAX_TORRENTS = 10_000_000;

  /** The most source addresses, each of which takes a socket. */
  public static final int MAX_ADDRESSES = 4096;

  /** Refuses what is out of bounds, in a sentence. */
  public Crowd {
    require(peers >= 1 && peers <= MAX_PEERS, "peers are 1 to " + MAX_PEERS);
    require(torrents >= 1 && torrents <= MAX_TORRENTS, "torrents are 1 to " + MAX_TORRENTS);
    require(hashes.isEmpty() || hashes.size() == torrents, "there is one hash a torrent");
    require(seeders >= 0 && seeders <= 1, "the share of seeders is 0 to 1");
    require(addresses >= 1 && addresses <= MAX_ADDRESSES, "addresses are 1 to " + MAX_ADDRESSES);
    hashes = List.copyOf(hashes);
    passkeys = List.copyOf(passkeys);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
