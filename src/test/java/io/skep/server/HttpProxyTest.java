package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.server.ClientAddress.Header;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word the tracker takes on where a client is. */
@Timeout(60)
class HttpProxyTest {
  private static final byte[] V2_SIGNATURE = {
    0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A
  };

  private static String lines(String... headers) {
    return String.join("\r\n", headers) + "\r\n";
  }

  /** Where the tracker takes the client to be that announces with these header lines. */
  private static String announcedFrom(TrackerSetup setup, String local, String headers)
      throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = setup.admission(admission).start();
        RawHttp client = RawHttp.connectFrom(local, "127.0.0.1", tracker.server().httpPort())) {
      assertEquals("", client.get(Hashes.leech(1, 7001), headers).failure());
      return admission.take().address().toString();
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.2, 203.0.113.7:7001", "127.0.0.3, 127.0.0.3:7001"})
  void takesXForwardedForFromTrustedProxiesOnly(String local, String client) throws Exception {
    TrackerSetup setup = new TrackerSetup().proxies(Header.X_FORWARDED_FOR, "127.0.0.2/32");

    assertEquals(client, announcedFrom(setup, local, "X-Forwarded-For: 203.0.113.7\r\n"));
  }

  @Test
  void takesTheRightmostUntrustedAddressOfSeveralHeaders() throws Exception {
    TrackerSetup setup = new TrackerSetup().proxies(Header.X_FORWARDED_FOR, "127.0.0.0/8");

    assertEquals(
        "203.0.113.7:7001",
        announcedFrom(
            setup,
            "127.0.0.2",
            lines(
                "X-Forwarded-For: 198.51.100.1",
                "x-forwarded-for: 198.51.100.2, 203.0.113.7",
                "X-FORWARDED-FOR: 127.0.0.9")));
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.2, '[2001:db8:0:0:0:0:0:7]:7001'", "127.0.0.3, 127.0.0.3:7001"})
  void takesForwardedFromTrustedProxiesOnly(String local, String client) throws Exception {
    TrackerSetup setup = new TrackerSetup().proxies(Header.FORWARDED, "127.0.0.2/32");

    assertEquals(
        client,
        announcedFrom(
            setup, local, "Forwarded: proto=https;for=\"[2001:db8::7]:4711\";by=_gateway\r\n"));
  }

  @Test
  void takesNobodysWordUntilToldTo() throws Exception {
    assertEquals(
        "127.0.0.1:7001",
        announcedFrom(
            new TrackerSetup(),
            "127.0.0.1",
            lines(
                "X-Forwarded-For: 203.0.113.7",
                "Forwarded: for=203.0.113.7",
                "X-Real-IP: 203.0.113.7",
                "Client-IP: 203.0.113.7")));
  }

  /** BEP 24 tells the client what the tracker sees, not what it claims. */
  @Test
  void believesTheIpParameterOnlyFromRangesThatMayClaim() throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker =
            new TrackerSetup().admission(admission).believed("127.0.0.2/32").start();
        RawHttp near = RawHttp.connectFrom("127.0.0.2", "127.0.0.1", tracker.server().httpPort());
        RawHttp far = RawHttp.connectFrom("127.0.0.3", "127.0.0.1", tracker.server().httpPort())) {
      RawReply reply = near.get(Hashes.leech(1, 7001) + "&ip=203.0.113.7");
      far.get(Hashes.leech(1, 7002) + "&ip=203.0.113.7");

      assertTrue(reply.text().contains("11:external ip4:\u007f\0\0\u0002"), reply.text());
      assertEquals("203.0.113.7:7001", admission.take().address().toString());
      assertEquals("127.0.0.3:7002", admission.take().address().toString());
    }
  }

  private static RunningTracker proxied(RecordingAdmission admission, String proxies)
      throws Exception {
    return new TrackerSetup()
        .admission(admission)
        .proxyProtocol()
        .proxies(Header.X_FORWARDED_FOR, proxies)
        .start();
  }

  private static byte[] v1(String line) {
    return (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** A header of version 2: 0x11 is TCP over IPv4, 0x21 over IPv6; command 1 is PROXY, 0 LOCAL. */
  private static byte[] v2(int command, int family, byte[] addresses) {
    return ByteBuffer.allocate(16 + addresses.length)
        .put(V2_SIGNATURE)
        .put((byte) (0x20 | command))
        .put((byte) family)
        .putShort((short) addresses.length)
        .put(addresses)
        .array();
  }

  private static byte[] v2Ipv4() {
    return ByteBuffer.allocate(12)
        .put(new byte[] {(byte) 203, 0, 113, 7, 127, 0, 0, 1})
        .putShort((short) 4711)
        .putShort((short) 6969)
        .array();
  }

  private static byte[] v2Ipv6() {
    return ByteBuffer.allocate(36)
        .putLong(0x20010db8_00000000L)
        .putLong(7)
        .putLong(0)
        .putLong(1)
        .putShort((short) 4711)
        .putShort((short) 6969)
        .array();
  }

  /** Where the tracker takes the client to be whose connection begins with this header. */
  private static String announcedBehind(byte[] header) throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = proxied(admission, "127.0.0.0/8");
        RawHttp client = tracker.http()) {
      client.send(header);
      assertEquals("", client.get(Hashes.leech(1, 7001)).failure());
      // One header is for the whole connection.
      assertEquals("", client.get(Hashes.leech(1, 7001)).failure());
      String first = admission.take().address().toString();
      assertEquals(first, admission.take().address().toString());
      return first;
    }
  }

  @Test
  void readsTheProxyProtocolInBothVersionsAndFamilies() throws Exception {
    assertEquals(
        "203.0.113.7:7001", announcedBehind(v1("PROXY TCP4 203.0.113.7 127.0.0.1 4711 6969")));
    assertEquals(
        "[2001:db8:0:0:0:0:0:7]:7001", announcedBehind(v1("PROXY TCP6 2001:db8::7 ::1 4711 6969")));
    assertEquals("203.0.113.7:7001", announcedBehind(v2(1, 0x11, v2Ipv4())));
    assertEquals("[2001:db8:0:0:0:0:0:7]:7001", announcedBehind(v2(1, 0x21, v2Ipv6())));
  }

  /** A proxy's own checks of whether we live come without a client. */
  @Test
  void takesAConnectionWithoutAClientForTheProxysOwn() throws Exception {
    assertEquals("127.0.0.1:7001", announcedBehind(v1("PROXY UNKNOWN")));
    assertEquals("127.0.0.1:7001", announcedBehind(v2(0, 0, new byte[0])));
  }

  @Test
  void turnsAwayWhoSpeaksTheProxyProtocolAndIsNoProxy() throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = proxied(admission, "127.0.0.2/32")) {
      for (byte[] header :
          new byte[][] {v1("PROXY TCP4 127.0.0.2 127.0.0.1 4711 6969"), v2(1, 0x11, v2Ipv4())}) {
        try (RawHttp client = tracker.http()) {
          ByteArrayOutputStream request = new ByteArrayOutputStream();
          request.writeBytes(header);
          request.writeBytes(
              ("GET " + Hashes.leech(1, 7001) + " HTTP/1.1\r\nHost: t\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
          client.send(request.toByteArray());

          assertTrue(client.isClosedByTracker());
        }
      }
      assertEquals(2, tracker.turnedAway(HttpFault.UNTRUSTED_PROXY));
      assertTrue(admission.isEmpty());
      assertEquals(0, tracker.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /announce HTTP/1.1",
        "PROXY TCP4 203.0.113.7",
        "PROXY TCP4 203.0.113.700 127.0.0.1 4711 6969",
        "PROXY TCP4 203.0.113.7 127.0.0.1 4711 99999",
        "PROXY TCP9 203.0.113.7 127.0.0.1 4711 6969",
      })
  void closesAConnectionWhoseHeaderIsNone(String header) throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = proxied(admission, "127.0.0.0/8");
        RawHttp client = tracker.http()) {
      client.send(header + "\r\nHost: localhost\r\n\r\n");

      assertTrue(client.isClosedByTracker());
      assertTrue(admission.isEmpty());
      Waiting.until("it is gone", () -> tracker.connections() == 0);
    }
  }

  /** Without the setting such a header is a broken request line. */
  @Test
  void doesNotTakeAProxyHeaderUnlessToldTo() throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker =
            new TrackerSetup()
                .admission(admission)
                .proxies(Header.X_FORWARDED_FOR, "127.0.0.0/8")
                .start();
        RawHttp client = tracker.http()) {
      client.send(v1("PROXY TCP4 203.0.113.7 127.0.0.1 4711 6969"));
      client.send("GET " + Hashes.leech(1, 7001) + " HTTP/1.1\r\nHost: t\r\n\r\n");

      assertEquals(400, client.reply().status());
      assertTrue(client.isClosedByTracker());
      assertTrue(admission.isEmpty());
    }
  }
}
