package io.skep.client;

/**
 * Hears of what a {@link Transfer} does. Called on the transfer's event loop, one call at a time,
 * in the order in which things happen: a method that takes long holds the transfer up.
 */
public interface TransferListener {
  /** Hears of nothing. */
  TransferListener NONE = new TransferListener() {};

  /** Is told how far the transfer is: each second from its start on, and once when it ends. */
  default void progressed(TransferProgress progress) {}

  /** Is told of something that happened. */
  default void happened(TransferEvent event) {}
}
