package io.skep.registry;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Announcement;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.tracker.Admission;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Lets in by lists: torrents that are allowed or not denied, clients by their peer id.
 *
 * <p>The refusals are made once: a flood of refused announces allocates nothing for them.
 */
public final class ListAdmission implements Admission {
  private static final Future<Admitted> ADMITTED = Future.succeededFuture(Admitted.ANYBODY);
  private static final Future<Admitted> UNREGISTERED = refusal("unregistered torrent");
  private static final Future<Admitted> DENIED = refusal("torrent is not allowed on this tracker");
  private static final Future<Admitted> CLIENT =
      Future.failedFuture(
          RequestException.refused("client is not allowed on this tracker").leaving());

  private final @Nullable TorrentList allowed;
  private final @Nullable TorrentList denied;
  private final ClientRules clients;

  /**
   * Admission by these lists.
   *
   * @param allowed the only torrents that are served; null for all
   * @param denied torrents that are not served; null for none
   */
  public ListAdmission(
      @Nullable TorrentList allowed, @Nullable TorrentList denied, ClientRules clients) {
    this.allowed = allowed;
    this.denied = denied;
    this.clients = clients;
  }

  private static Future<Admitted> refusal(String reason) {
    return Future.failedFuture(RequestException.refused(reason));
  }

  @Override
  public boolean admitsAtOnce(Announcement request) {
    return serves(request.infoHash())
        && (request.event() == Event.STOPPED || clients.allows(request.peerId()));
  }

  @Override
  public boolean admitsAnyScrape() {
    return true;
  }

  @Override
  public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
    InfoHash infoHash = request.infoHash();
    if (allowed != null && !allowed.contains(infoHash)) {
      return UNREGISTERED;
    }
    if (denied != null && denied.contains(infoHash)) {
      return DENIED;
    }
    // Who was let in once may always say that it leaves.
    if (request.event() != Event.STOPPED && !clients.allows(request.peerId())) {
      return CLIENT;
    }
    return ADMITTED;
  }

  @Override
  public boolean serves(InfoHash infoHash) {
    return (allowed == null || allowed.contains(infoHash))
        && (denied == null || !denied.contains(infoHash));
  }
}
