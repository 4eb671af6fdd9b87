package io.skep.server;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;

/** A connection as the kernel gives it, without a channel. */
final class BareConnection extends FileDescriptor {
  private static final Logger LOG = System.getLogger(BareConnection.class.getName());

  private final InetAddress address;

  /**
   * A connection, and the duty to close it.
   *
   * @param address who is at its other end
   */
  BareConnection(int descriptor, InetAddress address) {
    super(descriptor);
    this.address = address;
  }

  InetAddress address() {
    return address;
  }

  /** Gives away its descriptor: here it counts as closed from now on. */
  void handOver() {
    markClosed();
  }

  @Override
  public void close() {
    try {
      super.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "an HTTP connection could not be closed", e);
    }
  }
}
