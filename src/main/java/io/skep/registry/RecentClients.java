package io.skep.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.storage.Torrent;
import io.skep.storage.User;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which passkey a client has shown lately, so that it is known where it cannot show one.
 *
 * <p>Over UDP a passkey travels in the URL data of BEP 41. libtorrent sends it; aria2 1.36 and
 * Transmission 3.00 do not, and announce to the tracker's HTTP and UDP URLs alike. So who announces
 * a torrent over UDP without a passkey is taken for the client that showed one over HTTP from the
 * same host, with the same peer id and for the same torrent. The host is proved by the connection
 * id (BEP 15). Whoever shares the host and has met the client can speak for it, as whoever knows
 * its passkey could. Who shows one over UDP can always do so, and is not noted for it.
 *
 * <p>A scrape over UDP has no place for a passkey and does not name its client (BEP 15). So it is
 * taken for one of a user who has announced from the same host, or the same IPv6 /64.
 *
 * <p>An entry lasts for as long as it is asked for, but is written anew for that only once an hour
 * or two: Caffeine notes no reads of a table with room to spare whose entries don't last by them.
 * One that gives way where the table is full is written again when its client comes in the next
 * hour.
 */
final class RecentClients {
  private static final long BYTES_OF_CLIENT = 320;

  /** How many clients are remembered: half a million, or what fits an eighth of the heap. */
  static final int MAX_CLIENTS =
      (int) Math.min(500_000, Runtime.getRuntime().maxMemory() / 8 / BYTES_OF_CLIENT);

  /** Longer than the longest interval at which clients announce and {@link #RENEWED_AFTER}. */
  private static final Duration PATIENCE = Duration.ofHours(6);

  private static final long RENEWED_AFTER = TimeUnit.HOURS.toSeconds(1);

  /**
   * Where many users share a host, the one that is known there needn't change with each announce.
   */
  private static final long HOST_TURNS_AFTER = 60;

  /** How many visits are known to be written down: a mebibyte. */
  private static final int MAX_NOTED = 1 << 17;

  private final NotedVisits noted =
      new NotedVisits(Math.min(MAX_NOTED, Integer.highestOneBit(MAX_CLIENTS)));
  private final Cache<Client, Visit> visits;
  private final Cache<Host, Resident> residents;

  RecentClients() {
    this(Ticker.systemTicker());
  }

  RecentClients(Ticker ticker) {
    visits = bounded(ticker);
    residents = bounded(ticker);
  }

  /**
   * A client in a torrent.
   *
   * @param high the first half of its host's address, as {@link PeerAddress} has it
   * @param low the other half
   */
  private record Client(InfoHash infoHash, long high, long low, PeerId peerId) {}

  private record Host(long high, long low) {
    /** What {@link PeerAddress#sameNetwork} takes for one household. */
    static Host of(PeerAddress from) {
      return new Host(from.high(), from.isIpv4() ? from.low() : 0);
    }
  }

  /** What a client has shown, and when, in seconds. */
  private record Visit(String passkey, long at) {}

  /** A user at a host, by the passkey that is good for all torrents. */
  private record Resident(String passkey, long at) {}

  private static <K, V> Cache<K, V> bounded(Ticker ticker) {
    return Caffeine.newBuilder()
        .maximumSize(MAX_CLIENTS)
        .expireAfterWrite(PATIENCE)
        .ticker(ticker)
        .build();
  }

  private static Client client(InfoHash infoHash, AnnounceRequest request, PeerAddress from) {
    return new Client(infoHash, from.high(), from.low(), request.peerId());
  }

  /**
   * Takes note of a client that has shown its passkey and was known by it.
   *
   * @param user whose it is
   * @param torrent which it is good for
   */
  void shown(User user, Torrent torrent, AnnounceRequest request, PeerAddress from, long now) {
    if (isOverHttp(from)) {
      visited(torrent, request, from, now);
    }
    Host host = Host.of(from);
    Resident resident = residents.getIfPresent(host);
    if (resident == null || isOver(resident, user.passkey(), now)) {
      residents.put(host, new Resident(user.passkey(), now));
    }
  }

  /** Over HTTP an address has no port. */
  static boolean isOverHttp(PeerAddress from) {
    return from.port() == 0;
  }

  private void visited(Torrent torrent, AnnounceRequest request, PeerAddress from, long now) {
    Client client = client(request.infoHash(), request, from);
    int hash = client.hashCode();
    if (noted.contains(hash, request.passkey(), now)) {
      return;
    }
    if (isNews(client, request, now)) {
      Visit visit = new Visit(request.passkey(), now);
      for (InfoHash infoHash : torrent.infoHashes()) {
        visits.put(client(infoHash, request, from), visit);
      }
    }
    noted.add(hash, request.passkey(), now);
  }

  private boolean isNews(Client client, AnnounceRequest request, long now) {
    Visit visit = visits.getIfPresent(client);
    return visit == null
        || now - visit.at() >= RENEWED_AFTER
        || !PasskeyText.areSame(visit.passkey(), request.passkey());
  }

  private static boolean isOver(Resident resident, String passkey, long now) {
    long lasts = resident.passkey().equals(passkey) ? RENEWED_AFTER : HOST_TURNS_AFTER;
    return now - resident.at() >= lasts;
  }

  /**
   * The passkey that this client has shown lately, or was known by since; null if there is none.
   */
  @Nullable String passkeyOf(AnnounceRequest request, PeerAddress from, long now) {
    Client client = client(request.infoHash(), request, from);
    Visit visit = visits.getIfPresent(client);
    if (visit == null) {
      return null;
    }
    if (now - visit.at() >= RENEWED_AFTER) {
      visits.put(client, new Visit(visit.passkey(), now));
    }
    return visit.passkey();
  }

  /** The passkey of a user who has announced from there lately; empty if nobody has. */
  String passkeyAt(PeerAddress from, long now) {
    Host host = Host.of(from);
    Resident resident = residents.getIfPresent(host);
    if (resident == null) {
      return "";
    }
    if (now - resident.at() >= RENEWED_AFTER) {
      residents.put(host, new Resident(resident.passkey(), now));
    }
    return resident.passkey();
  }

  long size() {
    return visits.estimatedSize();
  }
}
