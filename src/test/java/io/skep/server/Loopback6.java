package io.skep.server;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** Whether this machine has {@code ::1}. */
final class Loopback6 {
  private Loopback6() {}

  /** Skips the test where there is no IPv6; in CI, where there is, fails it. */
  static void required() {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("::1", 0))) {
      assumeTrue(socket.isBound());
    } catch (IOException e) {
      if ("true".equals(System.getenv("CI"))) {
        fail("this machine has no IPv6 loopback address ::1", e);
      }
      assumeTrue(false, "skipped: this machine has no IPv6 loopback address ::1: " + e);
    }
  }
}
