package io.skep.ledger;

import io.skep.storage.Balance;

/** Sums of bytes that are added to; used with the monitor of whose they are held. */
final class Totals {
  /**
   * How far from 0 a total may get. More is no honest traffic, and the sums of it would not fit
   * into the database's integers.
   */
  static final long BOUND = 1L << 62;

  private long uploaded;
  private long downloaded;
  private long creditedUploaded;
  private long creditedDownloaded;

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

  private static boolean fits(long total, long change) {
    return change > -BOUND && change < BOUND && Math.abs(total + change) < BOUND;
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
