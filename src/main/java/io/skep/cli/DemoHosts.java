package io.skep.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Gives each peer of the demo an address of its own, where loopback has more than one. */
final class DemoHosts {
  private static final String FIRST = "127.0.0.1";

  private final boolean many = isOurs("127.0.0.2");
  private int given = 1;

  /** The next: 127.0.0.2, 127.0.0.3 and so on; on macOS always 127.0.0.1. */
  String next() {
    return many ? "127.0.0." + ++given : FIRST;
  }

  private static boolean isOurs(String host) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
