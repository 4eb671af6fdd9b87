package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.skep.tracker.Admission;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers send who mean no good, or are broken: a good client must not notice. */
@Timeout(120)
class HostileInputTest {
  private static final String HOST = "Host: localhost\r\n";
  private static final int IDLE_CONNECTIONS = 10_000;
  private static final int UDP_PACKETS = 200_000;
  private static final int HTTP_REQUESTS = 20_000;

  /** More than the buffers of both kernels hold. */
  private static final long READ_BOUND = 200 << 20;

  /** What an idle connection may cost, in bytes. */
  private static final long CONNECTION_BOUND = 16 << 10;

  /** What the tracker may hold on to after a flood: pools that have grown, code that got warm. */
  private static final long MEMORY_BOUND = 32 << 20;

  /** Only what the good client announces: whatever a flood should hit by chance is refused. */
  private static final Admission GOOD_ONLY = new OneTorrent(Hashes.infoHash(0));

  private static void assertStillAnswers(RunningTracker tracker) throws Exception {
    try (RawHttp client = tracker.http();
        UdpClient udp = tracker.udp()) {
      assertEquals("", client.get(Hashes.leech(0, 7001)).failure());
      udp.connect();
    }
  }

  /** Sends it, and expects to be told so and cut off. */
  private static void assertRefused(byte[] request, int status) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.send(request);
      assertEquals(status, client.reply().status());
      assertTrue(client.isClosedByTracker());
      assertEquals(1, tracker.turnedAway(HttpFault.BAD_REQUEST));
      assertEquals(0, tracker.totals().torrents());
      assertStillAnswers(tracker);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void refusesARequestLineThatIsTooLong() throws Exception {
    assertRefused(
        bytes("GET /announce?x=" + "y".repeat(17_000) + " HTTP/1.1\r\n" + HOST + "\r\n"), 414);
  }

  /** It is refused as soon as it is too long: whoever never ends a line is not waited for. */
  @Test
  void refusesARequestLineThatNeverEnds() throws Exception {
    assertRefused(bytes("GET /announce?" + "x".repeat(17_000)), 414);
  }

  @Test
  void takesARequestLineThatIsLongAndNotTooLong() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      assertEquals("", client.get(Hashes.leech(0, 7001) + "&x=" + "y".repeat(15_000)).failure());
    }
  }

  @Test
  void refusesHeadersThatAreTooLong() throws Exception {
    assertRefused(
        bytes("GET /announce HTTP/1.1\r\n" + HOST + "X: " + "y".repeat(17_000) + "\r\n\r\n"), 431);
  }

  @Test
  void refusesTooManyHeaders() throws Exception {
    assertRefused(bytes("GET /announce HTTP/1.1\r\n" + HOST + "a: b\r\n".repeat(6_000)), 431);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G\0\u0001\u0002\u0003\r\n\r\n",
        "GET\r\n\r\n",
        "GET /announce\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost localhost\r\n\r\n",
        "GET /announce HTTP/x.y\r\nHost: localhost\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      })
  void refusesWhatIsNoHttp(String request) throws Exception {
    assertRefused(bytes(request), 400);
  }

  /** A client that has its scheme wrong: the hello of TLS. */
  @Test
  void refusesTlsOnThePlainPort() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      byte[] hello = new byte[517];
      byte[] begin = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xFC, 0x03, 0x03};
      System.arraycopy(begin, 0, hello, 0, begin.length);
      client.send(hello).send("\r\n\r\n");

      assertTrue(client.isClosedByTracker());
      assertEquals(1, tracker.turnedAway(HttpFault.BAD_REQUEST));
      assertStillAnswers(tracker);
    }
  }

  @Test
  void forgetsARequestThatEndsInTheMiddle() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start()) {
      String request = "GET " + Hashes.leech(1, 7001) + " HTTP/1.1\r\n" + HOST + "\r\n";
      for (int cut = 0; cut < request.length() - 1; cut += 7) {
        try (RawHttp client = tracker.http()) {
          client.send(request.substring(0, cut)).socket().shutdownOutput();
          assertTrue(client.isClosedByTracker());
        }
      }
      assertEquals(0, tracker.totals().torrents());
      Waiting.until("their connections are gone", () -> tracker.connections() == 0);
      assertStillAnswers(tracker);
    }
  }

  /** One byte a second is no sign of life. */
  @Test
  void closesASlowSenderWhenItsTimeIsUp() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().idleTimeout(10).start();
        RawHttp good = tracker.http();
        RawHttp slow = tracker.http()) {
      assertEquals("", good.get(Hashes.leech(0, 7001)).failure());
      byte[] request = bytes("GET " + Hashes.leech(1, 7001) + " HTTP/1.1\r\n");
      // Its time begins with its first byte, until which the kernel keeps it.
      for (int i = 0; i <= 11; i++) {
        slow.send(new byte[] {request[i]});
        tracker.clock().advance(1);
        assertEquals("", good.get(Hashes.leech(0, 7001)).failure());
      }
      assertTrue(slow.isClosedByTracker());
      Waiting.until("it is counted", () -> tracker.turnedAway(HttpFault.TIMEOUT) == 1);
      assertEquals("", good.get(Hashes.leech(0, 7001)).failure());
      assertEquals(1, tracker.connections());
    }
  }

  /** A body is no whole request either, though the request before it was answered. */
  @Test
  void closesASenderOfAnEndlessBodyWhenItsTimeIsUp() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().idleTimeout(10).start();
        RawHttp client = tracker.http()) {
      client.send("POST /announce HTTP/1.1\r\n" + HOST + "Content-Length: 1000000000\r\n\r\n");
      assertEquals(405, client.reply().status());
      for (int i = 0; i <= 10; i++) {
        client.send("x");
        tracker.clock().advance(1);
      }
      assertTrue(client.isClosedByTracker());
    }
  }

  @Test
  void keepsAConnectionUntilItsTimeIsUp() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().idleTimeout(10).start();
        RawHttp first = tracker.http();
        RawHttp second = tracker.http()) {
      first.get("/");
      tracker.clock().advance(10);
      second.get("/");
      tracker.clock().advance(1);

      // The one that is closed shows that the other was looked at, and let be.
      assertTrue(first.isClosedByTracker());
      assertEquals(200, second.get("/").status());
      Waiting.until("it is counted", () -> tracker.turnedAway(HttpFault.TIMEOUT) == 1);
    }
  }

  /** On real time: before a handshake is done there is no connection for our own clock to watch. */
  @Test
  void closesWhoNeverEndsItsHandshake(@TempDir Path folder) throws Exception {
    Certificates certificates = new Certificates(folder);
    certificates.make("first.example");
    TrackerSetup tls = new TrackerSetup().idleTimeout(1).tls(certificates.options());
    TrackerSetup proxied =
        new TrackerSetup()
            .idleTimeout(1)
            .proxyProtocol()
            .proxies(ClientAddress.Header.X_FORWARDED_FOR, "127.0.0.0/8");
    try (RunningTracker overTls = tls.start();
        RunningTracker behindProxy = proxied.start();
        RawHttp silent = overTls.http();
        RawHttp halfway = overTls.http();
        RawHttp headerless = behindProxy.http()) {
      halfway.send(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00});
      headerless.socket().setSoTimeout(5000);
      silent.socket().setSoTimeout(5000);
      halfway.socket().setSoTimeout(5000);

      assertTrue(silent.isClosedByTracker());
      assertTrue(halfway.isClosedByTracker());
      assertTrue(headerless.isClosedByTracker());
    }
  }

  @Test
  void closesConnectionsBeyondItsBoundAtOnce() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().maxConnections(20).eventLoops(2).start()) {
      List<RawHttp> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        clients.add(tracker.http());
        assertEquals(200, clients.get(i).get("/").status());
      }
      for (int i = 1; i <= 30; i++) {
        try (RawHttp beyond = tracker.http()) {
          assertTrue(beyond.isClosedByTracker());
          assertEquals(i, tracker.turnedAway(HttpFault.TOO_MANY_CONNECTIONS));
        }
      }
      assertEquals(20, tracker.connections());
      for (RawHttp client : clients) {
        assertEquals("", client.get(Hashes.leech(0, 7001)).failure());
      }
      clients.remove(0).close();
      Waiting.until("one has gone", () -> tracker.connections() == 19);
      assertStillAnswers(tracker);
      for (RawHttp client : clients) {
        client.close();
      }
      Waiting.until("all have gone", () -> tracker.connections() == 0);
    }
  }

  /** Answers that nobody fetches must not pile up in the tracker: it stops to read instead. */
  @Test
  void readsNoMoreFromAClientThatDoesNotFetchItsAnswers() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start()) {
      askWithoutListening(tracker);
      Waiting.until("its connection is gone", () -> tracker.connections() == 0);
    }
  }

  private static void askWithoutListening(RunningTracker tracker) throws Exception {
    try (SocketChannel greedy = SocketChannel.open()) {
      greedy.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
      greedy.setOption(StandardSocketOptions.SO_SNDBUF, 4096);
      greedy.connect(new InetSocketAddress("127.0.0.1", tracker.server().httpPort()));
      greedy.configureBlocking(false);
      long before = HeldMemory.bytes();
      byte[] requests = bytes(("GET /stats.json HTTP/1.1\r\n" + HOST + "\r\n").repeat(1000));
      ByteBuffer unsent = ByteBuffer.wrap(requests);
      long sent = 0;
      int refused = 0;
      // Stands still once the buffers of the kernel are full on both ways.
      while (refused < 200) {
        int taken = greedy.write(unsent.hasRemaining() ? unsent : unsent.rewind());
        sent += taken;
        assertTrue(sent < READ_BOUND, "the tracker has read " + READ_BOUND + " bytes of requests");
        if (taken > 0) {
          refused = 0;
        } else {
          refused++;
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
      }
      assertBounded(before);
      assertStillAnswers(tracker);
    }
  }

  /** How many connections there can be: this process has one end of each, and files of its own. */
  private static int idleConnections(TestReporter reporter) {
    int most = IDLE_CONNECTIONS;
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - 200;
      if (free < most) {
        most = (int) free;
        reporter.publishEntry(
            "only "
                + most
                + " idle connections, not "
                + IDLE_CONNECTIONS
                + ": the limit of open files is "
                + system.getMaxFileDescriptorCount());
      }
    }
    assertTrue(most > 0, "no files can be opened any more");
    return most;
  }

  @Test
  void answersAmongTenThousandIdleConnectionsAndClosesThem(TestReporter reporter) throws Exception {
    int count = idleConnections(reporter);
    try (RunningTracker tracker =
        new TrackerSetup().eventLoops(2).maxConnections(count + 10).idleTimeout(60).start()) {
      assertStillAnswers(tracker);
      long before = HeldMemory.bytes();
      try (IdleProcess idle = new IdleProcess(tracker.server().httpPort(), count);
          GoodClient good = new GoodClient(tracker)) {
        assertEquals("open", idle.line());
        Waiting.until("all are taken in", () -> tracker.connections() >= count);
        assertStillAnswers(tracker);
        assertTrue(good.answers() > 0);
        long each = (HeldMemory.bytes() - before) / count;
        assertTrue(each < CONNECTION_BOUND, () -> each + " bytes for an idle connection");

        tracker.clock().advance(61);
        assertEquals("closed", idle.line());
      }
      Waiting.until("none is left", () -> tracker.connections() == 0);
      Waiting.until("all are counted", () -> tracker.turnedAway(HttpFault.TIMEOUT) >= count);
      assertStillAnswers(tracker);
      assertBounded(before);
    }
  }

  private static void assertBounded(long before) {
    long grown = HeldMemory.bytes() - before;
    assertTrue(grown < MEMORY_BOUND, () -> "the memory has grown by " + grown + " bytes");
  }

  @Test
  void answersAGoodClientUnderAFloodOfRandomPackets() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().admission(GOOD_ONLY).eventLoops(2).start();
        UdpClient first =
            UdpClient.connectFrom("127.0.0.2", "127.0.0.1", tracker.server().udpPort());
        UdpClient second =
            UdpClient.connectFrom("127.0.0.3", "127.0.0.1", tracker.server().udpPort())) {
      assertStillAnswers(tracker);
      long before = HeldMemory.bytes();
      try (GoodClient good = new GoodClient(tracker)) {
        flood(List.of(() -> sendPackets(first, 1), () -> sendPackets(second, 2)));
        assertTrue(good.answers() > 10);
      }
      int dropped = tracker.count("skep.udp.dropped.packets");
      assertTrue(dropped > UDP_PACKETS / 2, () -> "only " + dropped + " were seen as bad");
      assertEquals(0, tracker.dropped(DroppedPacket.UNSENT));
      assertEquals(1, tracker.totals().torrents());
      assertBounded(before);
    }
  }

  /** Stops now and then until the tracker has caught up, so that it does see what is sent. */
  private static Void sendPackets(UdpClient client, long seed) throws IOException {
    HostilePackets packets = new HostilePackets(seed);
    for (int i = 1; i <= UDP_PACKETS / 2; i++) {
      client.send(packets.next());
      if (i % 25 == 0) {
        client.connectWithRetries();
      }
    }
    return null;
  }

  @Test
  void answersAGoodClientUnderAFloodOfRandomRequests() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().admission(GOOD_ONLY).eventLoops(2).start()) {
      assertStillAnswers(tracker);
      long before = HeldMemory.bytes();
      try (GoodClient good = new GoodClient(tracker)) {
        flood(List.of(() -> sendRequests(tracker, 1), () -> sendRequests(tracker, 2)));
        assertTrue(good.answers() > 10);
      }
      assertTrue(tracker.turnedAway(HttpFault.BAD_REQUEST) > HTTP_REQUESTS / 10);
      Waiting.until("all connections are gone", () -> tracker.connections() == 0);
      assertEquals(1, tracker.totals().torrents());
      assertBounded(before);
    }
  }

  private static Void sendRequests(RunningTracker tracker, int seed) throws IOException {
    HostileRequests requests = new HostileRequests(seed);
    for (int i = 0; i < HTTP_REQUESTS / 2; i++) {
      try (RawHttp client =
          RawHttp.connectFrom("127.0.0." + (1 + seed), "127.0.0.1", tracker.server().httpPort())) {
        client.send(requests.next());
        client.socket().shutdownOutput();
        assertTrue(client.isClosedByTracker());
      } catch (SocketException e) {
        // The tracker has closed while we were still sending.
      }
    }
    return null;
  }

  private static void flood(List<Callable<Void>> floods) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(floods.size());
    try {
      for (java.util.concurrent.Future<Void> flood : threads.invokeAll(floods)) {
        flood.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
