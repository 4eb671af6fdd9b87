package io.skep.storage;

import java.sql.SQLException;

/** Bytes of several lines together. */
final class Sums {
  private long uploaded;
  private long downloaded;
  private long creditedUploaded;
  private long creditedDownloaded;

  /**
   * Adds a line.
   *
   * @throws ArithmeticException if a sum is more than a long holds
   */
  void add(CreditLine line) {
    uploaded = Math.addExact(uploaded, line.uploaded());
    downloaded = Math.addExact(downloaded, line.downloaded());
    creditedUploaded = Math.addExact(creditedUploaded, line.creditedUploaded());
    creditedDownloaded = Math.addExact(creditedDownloaded, line.creditedDownloaded());
  }

  void bind(Parameters parameters) throws SQLException {
    parameters.add(uploaded).add(downloaded).add(creditedUploaded).add(creditedDownloaded);
  }
}
