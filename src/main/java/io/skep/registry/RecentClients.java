package io.skep.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which passkey a client has shown lately, so that it is known where it cannot show one.
 *
 * <p>Over UDP a passkey travels in the URL data of BEP 41. libtorrent sends it; aria2 1.36 and
 * Transmission 3.00 do not, and announce to the tracker's HTTP and UDP URLs alike. So who announces
 * a torrent without a passkey is taken for the client that showed one from the same host, with the
 * same peer id and for the same torrent. The host is proved by the connection id (BEP 15). Whoever
 * shares the host and has met the client can speak for it, as whoever knows its passkey could.
 *
 * <p>What is kept is the passkey, not its user: it is looked up again each time, so that one which
 * was rotated or revoked ends this too.
 *
 * <p>A scrape over UDP has no place for a passkey and does not name its client (BEP 15). So it is
 * taken for one of a user who has announced from the same host, or the same IPv6 /64.
 */
final class RecentClients {
  private static final long BYTES_OF_CLIENT = 256;

  /** How many clients are remembered: half a million, or what fits an eighth of the heap. */
  static final int MAX_CLIENTS =
      (int) Math.min(500_000, Runtime.getRuntime().maxMemory() / 8 / BYTES_OF_CLIENT);

  /** Longer than the longest interval at which clients announce. */
  private static final Duration PATIENCE = Duration.ofHours(5);

  private final Cache<Client, String> passkeys = bounded();
  private final Cache<Host, String> hosts = bounded();

  /**
   * A client in a torrent.
   *
   * @param high the first half of its host's address, as {@link PeerAddress} has it
   * @param low the other half
   */
  private record Client(long torrent, long high, long low, PeerId peerId) {}

  private record Host(long high, long low) {
    /** What {@link PeerAddress#sameNetwork} takes for one household. */
    static Host of(PeerAddress from) {
      return new Host(from.high(), from.isIpv4() ? from.low() : 0);
    }
  }

  private static <K> Cache<K, String> bounded() {
    return Caffeine.newBuilder().maximumSize(MAX_CLIENTS).expireAfterAccess(PATIENCE).build();
  }

  private static Client client(long torrent, AnnounceRequest request, PeerAddress from) {
    return new Client(torrent, from.high(), from.low(), request.peerId());
  }

  /**
   * Takes note of a client that has shown its passkey and was known by it.
   *
   * @param own the passkey of its user that is good for all torrents
   */
  void shown(long torrent, AnnounceRequest request, PeerAddress from, String own) {
    note(passkeys, client(torrent, request, from), request.passkey());
    note(hosts, Host.of(from), own);
  }

  private static <K> void note(Cache<K, String> table, K key, String passkey) {
    if (!passkey.equals(table.getIfPresent(key))) {
      table.put(key, passkey);
    }
  }

  /** The passkey that this client has shown lately; null if it has not. */
  @Nullable String passkeyOf(long torrent, AnnounceRequest request, PeerAddress from) {
    return passkeys.getIfPresent(client(torrent, request, from));
  }

  /** The passkey of a user who has announced from there lately; empty if nobody has. */
  String passkeyAt(PeerAddress from) {
    String passkey = hosts.getIfPresent(Host.of(from));
    return passkey == null ? "" : passkey;
  }

  long size() {
    return passkeys.estimatedSize();
  }
}
