package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {
  private final RunningConsole console = new RunningConsole(true);

  @AfterEach
  void stop() {
    console.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "192.0.2.7",
        "::1",
        "[2001:db8::1]",
        "localhost",
        "hive",
        "skep.tracker.svc",
        "skep.tracker.svc.cluster.local",
        "Hive.LOCAL",
        "hive.local.",
        "hive.internal",
        "Skep.Example"
      })
  void namesThatNoStrangerOwnsAreKnown(String host) {
    assertTrue(new KnownHosts("https://skep.example:8443").isKnown(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.skep.example",
        "skep.example.evil.example",
        "127.0.0.1.evil.example",
        "evil.example."
      })
  void othersAreNot(String host) {
    assertFalse(new KnownHosts("https://skep.example").isKnown(host));
    assertFalse(new KnownHosts("").isKnown(host));
  }

  private int status(String path, String host, String header) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", console.server.port())) {
      socket.setSoTimeout(30_000);
      String head =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\n"
              + header
              + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return Integer.parseInt(new String(answer, 9, 3, StandardCharsets.US_ASCII));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, evil.example, '', 421",
    "/api/v1/swarms, evil.example:6970, '', 421",
    "/api/v1/swarms, 127.0.0.1:6970, '', 200",
    "/metrics, evil.example, 'Accept-Language: en', 421",
    "/metrics, evil.example, 'User-Agent: Mozilla/5.0', 421",
    "/metrics, prometheus-finds.example:6970, 'User-Agent: Prometheus/3.5.0', 200",
    "/health/live, kubelet.example, '', 200",
  })
  void aStrangersNameIsAnsweredToProgramsAlone(String path, String host, String header, int status)
      throws IOException {
    assertEquals(status, status(path, host, header.isEmpty() ? "" : header + "\r\n"));
  }
}
