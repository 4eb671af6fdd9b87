package io.skep.cli;

import io.skep.client.Transfer;
import io.skep.client.TransferListener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** What sets {@code get} and {@code seed} apart. */
interface Course {
  /** The transfer, not started yet. */
  Transfer transfer(Vertx vertx, TransferListener listener);

  /**
   * Follows the started transfer.
   *
   * @return complete once all is done that was asked for, failed where that can't be
   */
  Future<Void> follow(Vertx vertx, Transfer transfer, FaceFeed feed);

  /**
   * What the process exits with where a signal stopped it.
   *
   * @param isComplete whether all that is wanted was there
   */
  int codeWhenStopped(boolean isComplete);
}
