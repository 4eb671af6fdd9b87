package io.skep.registry;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.tracker.Accounts;

/** Books that say what a test wants. */
final class Books implements Accounts {
  long uploaded;
  long downloaded;
  int downloads;
  int sessions;
  int addresses;
  int hitAndRuns;
  boolean there = true;

  @Override
  public long creditedUploaded(long user) {
    return uploaded;
  }

  @Override
  public long creditedDownloaded(long user) {
    return downloaded;
  }

  @Override
  public int otherDownloads(long user, long torrent, long now) {
    return downloads;
  }

  @Override
  public int otherSessions(long user, long torrent, AnnounceRequest request, long now) {
    return sessions;
  }

  @Override
  public int otherAddresses(long user, long torrent, AnnounceRequest request, long now) {
    return addresses;
  }

  @Override
  public boolean isThere(long user, long torrent, AnnounceRequest request) {
    return there;
  }

  @Override
  public int hitAndRuns(long user) {
    return hitAndRuns;
  }
}
