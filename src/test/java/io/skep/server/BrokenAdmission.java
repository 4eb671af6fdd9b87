package io.skep.server;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.tracker.Admission;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;

/** Throws what it should not, with words that no client may see. */
final class BrokenAdmission implements Admission {
  private volatile boolean admits;
  private volatile boolean mended;

  void admitsAnnounces() {
    admits = true;
  }

  void mend() {
    mended = true;
  }

  @Override
  public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
    if (admits || mended) {
      return Future.succeededFuture(Admitted.ANYBODY);
    }
    throw new IllegalStateException("broken: password=secret");
  }

  @Override
  public boolean serves(InfoHash infoHash) {
    if (mended) {
      return true;
    }
    throw new IllegalStateException("broken: password=secret");
  }
}
