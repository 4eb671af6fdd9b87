package io.skep.tracker;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Announcement;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.ScrapeRequest;
import io.vertx.core.Future;

/** Who may announce what: the tracker asks before it does anything. Called on event loops. */
public interface Admission {
  /** Lets everybody announce everything. */
  Admission OPEN =
      new Admission() {
        private final Future<Admitted> anybody = Future.succeededFuture(Admitted.ANYBODY);

        @Override
        public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
          return anybody;
        }

        @Override
        public boolean admitsAtOnce(Announcement request) {
          return true;
        }

        @Override
        public boolean admitsAnyScrape() {
          return true;
        }

        @Override
        public boolean serves(InfoHash infoHash) {
          return true;
        }
      };

  /**
   * Answers whether this announce is let in, and from whom it is.
   *
   * @param from where the request came from, whatever it claims
   * @param now seconds since the epoch
   * @return failed with a {@link io.skep.bittorrent.RequestException} whose words the client is
   *     shown if it is not let in; {@link io.skep.bittorrent.RequestException#isLeaving leaving} if
   *     it is not to stay in the swarm either, which a stranger's word must not bring about
   */
  Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now);

  /**
   * True if this announce is let in whoever sends it, as {@link Admitted#ANYBODY}. Nothing may be
   * kept of it. False says nothing: then {@link #admit} is asked.
   */
  default boolean admitsAtOnce(Announcement request) {
    return false;
  }

  /** True if every scrape is let in. False says nothing: then {@link #admitScrape} is asked. */
  default boolean admitsAnyScrape() {
    return false;
  }

  /**
   * Answers whether this scrape is let in. Over UDP it never has a passkey: BEP 15 has no place for
   * one in a scrape.
   *
   * @return failed with a {@link io.skep.bittorrent.RequestException} if not
   */
  default Future<Void> admitScrape(ScrapeRequest request, PeerAddress from, long now) {
    return Future.succeededFuture();
  }

  /** True if the tracker serves this torrent at all, whoever asks. */
  boolean serves(InfoHash infoHash);
}
