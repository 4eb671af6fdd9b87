package io.skep.server;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.tracker.Admission;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;

/** Serves one torrent, whoever asks, and no other. */
record OneTorrent(InfoHash served) implements Admission {
  @Override
  public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
    return serves(request.infoHash())
        ? Future.succeededFuture(Admitted.ANYBODY)
        : Future.failedFuture(RequestException.refused("unregistered torrent"));
  }

  @Override
  public boolean serves(InfoHash infoHash) {
    return infoHash.equals(served);
  }
}
