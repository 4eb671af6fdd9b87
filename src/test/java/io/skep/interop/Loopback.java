package io.skep.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Addresses and ports that nothing else on this machine uses. */
final class Loopback {
  /** Test runs at the same time on one machine keep apart by process id. */
  private static final long RUN = 64 + ProcessHandle.current().pid() % 128;

  private static final AtomicInteger LAST = new AtomicInteger();

  private Loopback() {}

  /** An IPv4 address that this run has not used yet. */
  static String freshAddress() {
    int host = LAST.incrementAndGet();
    return "127." + RUN + "." + host / 250 + "." + (1 + host % 250);
  }

  /** Says so where this machine has no IPv6 loopback. */
  static Optional<String> missingIpv6() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      return socket.isBound() ? Optional.empty() : Optional.of("no port free at ::1");
    } catch (IOException e) {
      return Optional.of("no IPv6 on loopback: " + e.getMessage());
    }
  }

  /**
   * A port that is free for TCP and UDP at this address, at least right now.
   *
   * <p>Not one that the system would choose itself: it may give that to somebody's outgoing
   * connection before it is bound.
   */
  static int freePort(String address) {
    try {
      InetAddress host = InetAddress.getByName(address);
      while (true) {
        int port = ThreadLocalRandom.current().nextInt(10_240, 32_000);
        if (isFreeForTcp(port, host) && isFreeForUdp(port, host)) {
          return port;
        }
      }
    } catch (UnknownHostException e) {
      throw new UncheckedIOException("no address: " + address, e);
    }
  }

  private static boolean isFreeForTcp(int port, InetAddress host) {
    try (ServerSocket tcp = new ServerSocket(port, 1, host)) {
      return tcp.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isFreeForUdp(int port, InetAddress host) {
    try (DatagramSocket udp = new DatagramSocket(port, host)) {
      return udp.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
