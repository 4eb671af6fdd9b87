package io.skep.ledger;

/**
 * What bytes count for, in percent of what they are.
 *
 * @param upload 0 to 1000
 * @param download 0 to 1000; 0 is freeleech
 */
record Percents(int upload, int download) {
  /** As they are. */
  static final Percents PLAIN = new Percents(100, 100);

  /** What so many bytes count for, rounded down; exact up to 2^50 bytes. */
  static long of(long bytes, int percent) {
    return percent == 100 ? bytes : bytes * percent / 100;
  }
}
