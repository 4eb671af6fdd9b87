package io.skep.client;

import java.net.InetSocketAddress;

/** A port can't be had, because another process has it or for want of rights. */
public final class CannotListenException extends Exception {
  private static final long serialVersionUID = 1L;

  CannotListenException(InetSocketAddress address, Throwable cause) {
    super(
        "cannot listen at "
            + address.getAddress().getHostAddress()
            + " port "
            + address.getPort()
            + ": "
            + cause.getMessage(),
        cause);
  }
}
