package io.skep.server;

import io.skep.protocol.UdpResponse;

/** Where the answer to one UDP packet goes. */
interface ReturnPath {
  /** Writes an answer, which leaves with the others when all packets that are there were read. */
  void send(UdpResponse response);

  /** Runs what answers later on the socket's event loop, and sends what it writes. */
  void later(Runnable answer);
}
