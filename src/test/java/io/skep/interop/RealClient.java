package io.skep.interop;

import java.io.Closeable;

/** A client that people use, running as a process of its own. */
sealed interface RealClient extends Closeable
    permits Aria2, Libtorrent, RTorrent, SkepClient, Transmission, WebTorrent {
  /** Fails where it has ended though nobody told it to. */
  void requireAlive();

  /** Tells it to leave the swarm, by such means that it announces {@code stopped}. */
  void leave();

  /** What it printed last. */
  String shown();

  /** Ends it, whatever it is doing. */
  @Override
  void close();
}
