package io.skep.cli;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Where to listen on a machine that may have no IPv6. */
final class ListenAddress {
  private static final Logger LOG = System.getLogger(ListenAddress.class.getName());
  private static final String ANY = "::";
  private static final String ANY_IPV4 = "0.0.0.0";
  private static final String LOOPBACK = "127.0.0.1";

  private ListenAddress() {}

  /** The same address; every IPv4 address in place of every address where there is no IPv6. */
  static String usable(String host) {
    if (!host.equals(ANY)) {
      return host;
    }
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(ANY))) {
      return probe.isBound() ? host : ANY_IPV4;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "this machine has no IPv6", e);
      return ANY_IPV4;
    }
  }

  /**
   * The host in a URL that a person can use on this machine. Where it is every address, nobody can
   * connect to that, and what others call this machine only its operator knows.
   */
  static String inUrl(String host) {
    if (isEvery(host)) {
      return "localhost";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** The host in a URL by which this machine itself reaches what listens there. */
  static String fromHere(String host) {
    return isEvery(host) ? LOOPBACK : inUrl(host);
  }

  /** True if the host is every address of the machine. */
  static boolean isEvery(String host) {
    return host.equals(ANY) || host.equals(ANY_IPV4);
  }
}
