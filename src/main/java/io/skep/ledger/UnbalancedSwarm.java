package io.skep.ledger;

import io.skep.storage.TorrentBooks;

/** A swarm in which more was given than taken, as far as that is not explained yet. */
final class UnbalancedSwarm {
  private final long torrent;
  private final long uploaded;
  private final long downloaded;
  private long surplus;

  UnbalancedSwarm(TorrentBooks books) {
    this.torrent = books.torrent();
    this.uploaded = books.balance().uploaded();
    this.downloaded = books.balance().downloaded();
    this.surplus = uploaded - downloaded;
  }

  long torrent() {
    return torrent;
  }

  long uploaded() {
    return uploaded;
  }

  long downloaded() {
    return downloaded;
  }

  long surplus() {
    return surplus;
  }

  /** So much of the surplus is explained. */
  void takeOut(long bytes) {
    surplus -= bytes;
  }
}
