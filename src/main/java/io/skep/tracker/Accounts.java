package io.skep.tracker;

import io.skep.bittorrent.AnnounceRequest;

/**
 * What the books say of a user, as admission asks it on event loops; all of it is in memory.
 *
 * <p>Living is a session that announced within the interval and its grace and has not stopped.
 */
public interface Accounts {
  /** Books of which nothing is known. */
  Accounts NONE =
      new Accounts() {
        @Override
        public long creditedUploaded(long user) {
          return 0;
        }

        @Override
        public long creditedDownloaded(long user) {
          return 0;
        }

        @Override
        public int otherDownloads(long user, long torrent, long now) {
          return 0;
        }

        @Override
        public int otherSessions(long user, long torrent, AnnounceRequest request, long now) {
          return 0;
        }

        @Override
        public int otherAddresses(long user, long torrent, AnnounceRequest request, long now) {
          return 0;
        }

        @Override
        public boolean isThere(long user, long torrent, AnnounceRequest request) {
          return false;
        }

        @Override
        public int hitAndRuns(long user) {
          return 0;
        }
      };

  /** Bytes given that count. */
  long creditedUploaded(long user);

  /** Bytes taken that count. */
  long creditedDownloaded(long user);

  /** How many torrents besides this one the user is fetching with a living session. */
  int otherDownloads(long user, long torrent, long now);

  /** How many living sessions the user has in the torrent besides the one that announces. */
  int otherSessions(long user, long torrent, AnnounceRequest request, long now);

  /**
   * At how many hosts besides this one living sessions of the user in the torrent are, one address
   * of each family counted as one host for each session.
   */
  int otherAddresses(long user, long torrent, AnnounceRequest request, long now);

  /** True if the session that announces is known in the torrent and has not stopped. */
  boolean isThere(long user, long torrent, AnnounceRequest request);

  /** How many torrents the user fetched and neither seeded long enough nor gave enough back. */
  int hitAndRuns(long user);
}
