package io.skep.tracker;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.SwarmCounts;
import io.vertx.core.Future;

/** Hears of every announce that was let in, before it is answered. Called on event loops. */
public interface AnnounceListener {
  /** Listens to nothing. */
  AnnounceListener NONE =
      new AnnounceListener() {
        private final Future<Void> done = Future.succeededFuture();

        @Override
        public Future<Void> announced(
            Admitted who, AnnounceRequest request, SwarmCounts counts, long now) {
          return done;
        }
      };

  /**
   * Takes note of an announce.
   *
   * @param counts who is in the swarm once the announce has taken effect
   * @param now seconds since the epoch; calls may come out of order by a little
   * @return succeeded once the announce may be answered, which for one that must not be lost is
   *     when it is durable; failed with a {@link io.skep.bittorrent.RequestException} if it is to
   *     be refused after all, and then it is in the swarm no more
   */
  Future<Void> announced(Admitted who, AnnounceRequest request, SwarmCounts counts, long now);
}
