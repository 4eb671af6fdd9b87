package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tracker's own TLS. */
@Timeout(60)
class HttpsTest {
  private final Certificates certificates;
  private final TrackerSetup setup;

  HttpsTest(@TempDir Path folder) {
    certificates = new Certificates(folder);
    setup = new TrackerSetup().tls(certificates.options());
  }

  @BeforeEach
  void makeACertificate() throws Exception {
    certificates.make("first.example");
  }

  @Test
  void answersOverTls() throws Exception {
    try (RunningTracker tracker = setup.start();
        RawHttp client = Certificates.connect(tracker.server().httpPort())) {
      assertEquals("CN=first.example", Certificates.name(client));
      assertEquals("", client.get(Hashes.leech(1, 7001)).failure());
      assertEquals(1, tracker.connections());
    }
  }

  /** An operator's renewal writes the new files over the old ones. */
  @Test
  void showsARenewedCertificateToNewConnectionsWithoutARestart() throws Exception {
    try (RunningTracker tracker = setup.eventLoops(2).start();
        RawHttp before = Certificates.connect(tracker.server().httpPort())) {
      certificates.make("second.example");
      assertEquals("", before.get(Hashes.leech(1, 7001)).failure());
      Waiting.on(tracker.server().renewCertificate(setup.http()));

      for (int i = 0; i < 4; i++) {
        try (RawHttp after = Certificates.connect(tracker.server().httpPort())) {
          assertEquals("CN=second.example", Certificates.name(after));
          assertEquals("", after.get(Hashes.leech(1, 7002)).failure());
        }
      }
      assertEquals("", before.get(Hashes.leech(1, 7001)).failure());
      assertEquals("CN=first.example", Certificates.name(before));
    }
  }

  @Test
  void keepsTheOldCertificateWhereTheNewOneCannotBeRead() throws Exception {
    try (RunningTracker tracker = setup.start()) {
      certificates.spoil();
      assertThrows(
          Exception.class, () -> Waiting.on(tracker.server().renewCertificate(setup.http())));
      try (RawHttp client = Certificates.connect(tracker.server().httpPort())) {
        assertEquals("CN=first.example", Certificates.name(client));
      }

      certificates.make("third.example");
      Waiting.on(tracker.server().renewCertificate(setup.http()));
      try (RawHttp client = Certificates.connect(tracker.server().httpPort())) {
        assertEquals("CN=third.example", Certificates.name(client));
      }
    }
  }

  @Test
  void closesAConnectionThatSpeaksPlainHttp() throws Exception {
    try (RunningTracker tracker = setup.start();
        RawHttp client = tracker.http()) {
      client.send("GET /announce HTTP/1.1\r\nHost: localhost\r\n\r\n");

      assertTrue(client.isClosedByTracker());
      Waiting.until("it is gone", () -> tracker.connections() == 0);
    }
  }
}
