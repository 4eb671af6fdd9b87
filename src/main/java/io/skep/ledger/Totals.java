package io.skep.ledger;

import io.skep.storage.Balance;

/** Sums of bytes that are added to; used with the monitor of whose they are held. */
final class Totals {
  /** How far from 0 a torrent's totals may get; more would not fit into the database's integers. */
  static final long BOUND = 1L << 62;

  /**
   * The same for a user's: 64 PiB. More is no honest traffic, and so it takes many users to fill a
   * torrent's books, after which nobody there would be credited any more.
   */
  static final long BOUND_OF_USER = BOUND >> 6;

  private final long bound;
  private long uploaded;
  private long downloaded;
  private long creditedUploaded;
  private long creditedDownloaded;

  Totals(long bound) {
    this.bound = bound;
  }

  void add(Balance change) {
    uploaded += change.uploaded();
    downloaded += change.downloaded();
    creditedUploaded += change.creditedUploaded();
    creditedDownloaded += change.creditedDownloaded();
  }

  /** True if none of the totals leaves its bounds by this change. */
  boolean canTake(Balance change) {
    return fits(uploaded, change.uploaded())
        && fits(downloaded, change.downloaded())
        && fits(creditedUploaded, change.creditedUploaded())
        && fits(creditedDownloaded, change.creditedDownloaded());
  }

  /** What leads back to 0 fits always: totals may have been brought along. */
  private boolean fits(long total, long change) {
    long after = Math.abs(total + change);
    return change > -bound && change < bound && (after < bound || after < Math.abs(total));
  }

  long creditedUploaded() {
    return creditedUploaded;
  }

  long creditedDownloaded() {
    return creditedDownloaded;
  }

  Balance balance() {
    return new Balance(uploaded, downloaded, creditedUploaded, creditedDownloaded);
  }
}
