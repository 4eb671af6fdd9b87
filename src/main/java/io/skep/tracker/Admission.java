package io.skep.tracker;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.vertx.core.Future;

/** Who may announce what: the tracker asks before it does anything. Called on event loops. */
public interface Admission {
  /** Lets everybody announce everything. */
  Admission OPEN =
      new Admission() {
        @Override
        public Future<Void> admit(AnnounceRequest request) {
          return Future.succeededFuture();
        }

        @Override
        public boolean serves(InfoHash infoHash) {
          return true;
        }
      };

  /**
   * Answers whether this announce is let in.
   *
   * @return succeeded if so; failed with a {@link io.skep.bittorrent.RequestException} whose words
   *     the client is shown if not
   */
  Future<Void> admit(AnnounceRequest request);

  /** True if the tracker serves this torrent at all, whoever asks. */
  boolean serves(InfoHash infoHash);
}
