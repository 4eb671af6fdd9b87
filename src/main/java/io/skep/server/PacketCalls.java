package io.skep.server;

/** Receives and sends many UDP packets at once, without waiting. */
interface PacketCalls {
  /** Fills a batch; how many packets came, or -1, and then {@link #lastError} tells why. */
  int receive(int socket, PacketBatch batch);

  /** Sends packets of a batch; how many were sent, or -1 if the first could not be. */
  int send(int socket, PacketBatch batch, int first, int count);

  /** The errno(3) of this thread's last call that failed. */
  int lastError();
}
