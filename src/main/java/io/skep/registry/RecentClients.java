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
 */
final class RecentClients {
  /** How many clients are remembered. */
  static final int MAX_CLIENTS = 500_000;

  /** Longer than the longest interval at which clients announce. */
  private static final Duration PATIENCE = Duration.ofHours(5);

  private final Cache<Client, String> passkeys =
      Caffeine.newBuilder().maximumSize(MAX_CLIENTS).expireAfterAccess(PATIENCE).build();

  /**
   * A client in a torrent.
   *
   * @param high the first half of its host's address, as {@link PeerAddress} has it
   * @param low the other half
   */
  private record Client(long torrent, long high, long low, PeerId peerId) {}

  private static Client client(long torrent, AnnounceRequest request, PeerAddress from) {
    return new Client(torrent, from.high(), from.low(), request.peerId());
  }

  /** Takes note of a client that has shown its passkey and was known by it. */
  void shown(long torrent, AnnounceRequest request, PeerAddress from) {
    Client client = client(torrent, request, from);
    if (!request.passkey().equals(passkeys.getIfPresent(client))) {
      passkeys.put(client, request.passkey());
    }
  }

  /** The passkey that this client has shown lately; null if it has not. */
  @Nullable String passkeyOf(long torrent, AnnounceRequest request, PeerAddress from) {
    return passkeys.getIfPresent(client(torrent, request, from));
  }

  long size() {
    return passkeys.estimatedSize();
  }
}
