package io.skep.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeRequest;
import io.skep.bittorrent.SwarmCounts;
import io.skep.tracker.Admission;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What announces and scrapes over UDP are answered with. */
@Timeout(60)
class UdpTrackerTest {
  private static final InfoHash HASH = Hashes.infoHash(1);
  private static final String INTERNAL = "internal error of the tracker, try again later";

  private static String hex(byte[] packet) {
    return HexFormat.of().formatHex(packet);
  }

  /** The words of an error packet (BEP 15) that answers this transaction. */
  private static String error(byte[] packet, int transaction) {
    ByteBuffer words = ByteBuffer.wrap(packet);
    assertEquals(UdpPackets.ERROR, words.getInt(), () -> hex(packet));
    assertEquals(transaction, words.getInt());
    return UTF_8.decode(words).toString();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersByteForByteOnNativeAndNioSockets(boolean nativeTransport) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().nativeTransport(nativeTransport).start();
        UdpClient client = tracker.udp()) {
      byte[] connected = client.ask(UdpPackets.connect(0x01020304));
      assertEquals("0000000001020304", hex(connected).substring(0, 16));
      assertEquals(16, connected.length);
      long id = ByteBuffer.wrap(connected).getLong(8);

      client.ask(UdpPackets.announce(id, 1, HASH, 7001, 0, 2, 0));
      assertEquals(
          "00000001" + "00000002" + "00000708" + "00000001" + "00000001" + "7f0000011b59",
          hex(client.ask(UdpPackets.announce(id, 2, HASH, 7002))));
      assertEquals(
          "00000002" + "00000003" + "00000001" + "00000000" + "00000001",
          hex(client.ask(UdpPackets.scrape(id, 3, List.of(HASH)))));
    }
  }

  @Test
  void tellsWhoComesOverIpv6OfIpv6PeersAlone() throws Exception {
    Loopback6.required();
    try (RunningTracker tracker = new TrackerSetup().host("::").start();
        UdpClient six = UdpClient.connect("::1", tracker.server().udpPort());
        UdpClient four = UdpClient.connect("127.0.0.1", tracker.server().udpPort())) {
      long id6 = six.connect();
      long id4 = four.connect();
      assertNotEquals(id6, id4);
      six.ask(UdpPackets.announce(id6, 1, HASH, 7006, 0, 2, 0));
      four.ask(UdpPackets.announce(id4, 1, HASH, 7004, 0, 2, 0));

      String counts = "00000708" + "00000001" + "00000002";
      assertEquals(
          "00000001" + "00000002" + counts + "00000000000000000000000000000001" + "1b5e",
          hex(six.ask(UdpPackets.announce(id6, 2, HASH, 7007))));
      counts = "00000708" + "00000002" + "00000002";
      assertEquals(
          "00000001" + "00000002" + counts + "7f000001" + "1b5c",
          hex(four.ask(UdpPackets.announce(id4, 2, HASH, 7005))));
    }
  }

  @Test
  void passesOnEveryNumberOfAnAnnounce() throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        UdpClient client = tracker.udp()) {
      client.ask(UdpPackets.announce(client.connect(), 1, HASH, 7001, 33, 1, 0x01020304));
      AnnounceRequest announce = admission.take();

      assertEquals(HASH, announce.infoHash());
      assertArrayEquals(Hashes.peerId(7001), announce.peerId().bytes());
      assertEquals("127.0.0.1:7001", announce.address().toString());
      assertEquals(11, announce.downloaded());
      assertEquals(33, announce.left());
      assertEquals(22, announce.uploaded());
      assertEquals(Event.COMPLETED, announce.event());
      assertEquals(7001, announce.key());
      assertEquals("", announce.passkey());
    }
  }

  @Test
  void believesThePacketsAddressOnlyFromRangesThatMayClaim() throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker =
            new TrackerSetup().admission(admission).believed("127.0.0.2/32").start();
        UdpClient near =
            UdpClient.connectFrom("127.0.0.2", "127.0.0.1", tracker.server().udpPort());
        UdpClient far =
            UdpClient.connectFrom("127.0.0.3", "127.0.0.1", tracker.server().udpPort())) {
      near.ask(UdpPackets.announce(near.connect(), 1, HASH, 7001, 0, 2, 0xCB007107));
      far.ask(UdpPackets.announce(far.connect(), 1, HASH, 7002, 0, 2, 0xCB007107));

      assertEquals("203.0.113.7:7001", admission.take().address().toString());
      assertEquals("127.0.0.3:7002", admission.take().address().toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/announce, 255, ''",
    "/announce/sesame, 255, sesame",
    "/announce/sesame, 3, sesame",
    "/announce/sesame, 1, sesame",
    "/sesame/announce, 255, sesame",
    "/announce?passkey=sesame, 255, sesame",
    "/announce?a=b&passkey=sesame, 7, sesame",
    "/elsewhere, 255, ''",
  })
  void handsOnThePasskeyOfTheUrlData(String url, int optionLength, String passkey)
      throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        UdpClient client = tracker.udp()) {
      byte[] announce = UdpPackets.announce(client.connect(), 1, HASH, 7001);
      byte[] answer = client.ask(UdpPackets.withUrlData(announce, url, optionLength));

      assertEquals(20, answer.length);
      assertEquals(passkey, admission.take().passkey());
    }
  }

  /** BEP 41: options that make no sense take nothing away from the announce before them. */
  @ParameterizedTest
  @ValueSource(strings = {"", "01", "0101010100", "02", "02ff2f", "0005", "7f03616263", "7f"})
  void answersAnAnnounceWithOddOptions(String options) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        UdpClient client = tracker.udp()) {
      byte[] announce = UdpPackets.announce(client.connect(), 1, HASH, 7001);
      byte[] tail = HexFormat.of().parseHex(options);
      byte[] packet = Arrays.copyOf(announce, announce.length + tail.length);
      System.arraycopy(tail, 0, packet, announce.length, tail.length);

      assertEquals(UdpPackets.ANNOUNCE, ByteBuffer.wrap(client.ask(packet)).getInt());
    }
  }

  @Test
  void answersAScrapeOfSeventyFourSwarmsInItsOrder() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        UdpClient client = tracker.udp()) {
      long id = client.connect();
      client.ask(UdpPackets.announce(id, 1, Hashes.infoHash(73), 7001, 0, 2, 0));
      client.ask(UdpPackets.announce(id, 1, Hashes.infoHash(0), 7001, 5, 2, 0));
      List<InfoHash> hashes = IntStream.range(0, 74).mapToObj(Hashes::infoHash).toList();
      ByteBuffer answer = ByteBuffer.wrap(client.ask(UdpPackets.scrape(id, 9, hashes)));

      assertEquals(8 + 74 * 12, answer.remaining());
      assertEquals(UdpPackets.SCRAPE, answer.getInt());
      assertEquals(9, answer.getInt());
      // Seeders, completed, leechers.
      assertEquals("[0, 0, 1]", counts(answer));
      for (int i = 1; i < 73; i++) {
        assertEquals("[0, 0, 0]", counts(answer));
      }
      assertEquals("[1, 0, 0]", counts(answer));
    }
  }

  private static String counts(ByteBuffer answer) {
    return List.of(answer.getInt(), answer.getInt(), answer.getInt()).toString();
  }

  /**
   * What the tracker says next, when this was sent, is the answer to a connect: nothing to this.
   */
  private static void assertSilence(
      RunningTracker tracker, UdpClient client, byte[] packet, DroppedPacket reason)
      throws Exception {
    int before = tracker.dropped(reason);
    client.send(packet);
    client.connect();
    assertEquals(before + 1, tracker.dropped(reason));
    assertEquals(0, tracker.totals().torrents());
  }

  @Test
  void isSilentToAConnectionIdThatItNeverGave() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        UdpClient client = tracker.udp()) {
      long id = client.connect();
      for (long wrong : new long[] {0, -1, id ^ 1, id ^ 1L << 40, ~id, UdpPackets.PROTOCOL_ID}) {
        assertSilence(
            tracker,
            client,
            UdpPackets.announce(wrong, 1, HASH, 7001),
            DroppedPacket.BAD_CONNECTION_ID);
        assertSilence(
            tracker,
            client,
            UdpPackets.scrape(wrong, 1, List.of(HASH)),
            DroppedPacket.BAD_CONNECTION_ID);
      }
    }
  }

  @Test
  void isSilentToAConnectionIdThatIsOlderThanTwoMinutes() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        UdpClient client = tracker.udp()) {
      long id = client.connect();
      tracker.clock().advance(120);
      assertEquals(8 + 12, client.ask(UdpPackets.scrape(id, 1, List.of(HASH))).length);

      tracker.clock().advance(1);
      assertSilence(
          tracker, client, UdpPackets.announce(id, 1, HASH, 7001), DroppedPacket.BAD_CONNECTION_ID);
    }
  }

  @Test
  void isSilentToAConnectionIdOfAnotherAddressOrTracker() throws Exception {
    byte[] otherKey = new byte[ConnectionIds.KEY_LENGTH];
    try (RunningTracker tracker = new TrackerSetup().start();
        RunningTracker other = new TrackerSetup().key(otherKey).start();
        UdpClient client = tracker.udp();
        UdpClient stranger =
            UdpClient.connectFrom("127.0.0.2", "127.0.0.1", tracker.server().udpPort());
        UdpClient elsewhere = other.udp()) {
      for (long id : new long[] {stranger.connect(), elsewhere.connect()}) {
        assertSilence(
            tracker,
            client,
            UdpPackets.announce(id, 1, HASH, 7001),
            DroppedPacket.BAD_CONNECTION_ID);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 15})
  void isSilentToAPacketWithoutAWholeHeader(int length) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        UdpClient client = tracker.udp()) {
      assertSilence(
          tracker, client, Arrays.copyOf(UdpPackets.connect(1), length), DroppedPacket.SHORT);
    }
  }

  @Test
  void isSilentToRequestsThatAreCutShort() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        UdpClient client = tracker.udp()) {
      long id = client.connect();
      byte[] announce = UdpPackets.announce(id, 1, HASH, 7001);
      for (int length : new int[] {16, 36, 97}) {
        assertSilence(tracker, client, Arrays.copyOf(announce, length), DroppedPacket.SHORT);
      }
      byte[] scrape = UdpPackets.scrape(id, 1, List.of(HASH));
      for (int length : new int[] {16, 17, 35}) {
        assertSilence(tracker, client, Arrays.copyOf(scrape, length), DroppedPacket.SHORT);
      }
    }
  }

  @Test
  void isSilentToRequestsThatAreOdd() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        UdpClient client = tracker.udp()) {
      long id = client.connect();
      byte[] connect = UdpPackets.connect(1);
      connect[0] ^= 1;
      assertSilence(tracker, client, connect, DroppedPacket.ODD);
      assertSilence(
          tracker, client, UdpPackets.announce(id, 1, HASH, 7001, 0, 9, 0), DroppedPacket.ODD);
      assertSilence(
          tracker, client, UdpPackets.announce(id, 1, HASH, 7001, 0, -1, 0), DroppedPacket.ODD);
      byte[] scrape = UdpPackets.scrape(id, 1, List.of(HASH, HASH));
      assertSilence(tracker, client, Arrays.copyOf(scrape, 55), DroppedPacket.ODD);
      List<InfoHash> tooMany = IntStream.range(0, 75).mapToObj(Hashes::infoHash).toList();
      assertSilence(tracker, client, UdpPackets.scrape(id, 1, tooMany), DroppedPacket.ODD);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2048, 2049, 9000, 65_507})
  void isSilentToAPacketThatIsLongerThanAnyRequest(int length) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        UdpClient client = tracker.udp()) {
      byte[] announce = UdpPackets.announce(client.connect(), 1, HASH, 7001);

      assertSilence(tracker, client, Arrays.copyOf(announce, length), DroppedPacket.OVERSIZED);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsAPacketOfFullLength(boolean nativeTransport) throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker =
            new TrackerSetup().admission(admission).nativeTransport(nativeTransport).start();
        UdpClient client = tracker.udp()) {
      byte[] announce = UdpPackets.announce(client.connect(), 1, HASH, 7001);
      byte[] long2047 =
          UdpPackets.withUrlData(announce, "/announce/sesame?x=" + "y".repeat(1913), 255);

      assertEquals(2047, long2047.length);
      assertEquals(20, client.ask(long2047).length);
      assertEquals("sesame", admission.take().passkey());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 255, -1, Integer.MIN_VALUE})
  void isSilentToAnActionThatItDoesNotKnow(int action) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        UdpClient client = tracker.udp()) {
      byte[] packet = UdpPackets.announce(client.connect(), 1, HASH, 7001);
      ByteBuffer.wrap(packet).putInt(8, action);

      assertSilence(tracker, client, packet, DroppedPacket.UNKNOWN_ACTION);
    }
  }

  @Test
  void tellsWhoKnowsItsIdWhatIsWrongWithItsAnnounce() throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        UdpClient client = tracker.udp()) {
      long id = client.connect();
      byte[] negative = UdpPackets.announce(id, 8, HASH, 7001);
      ByteBuffer.wrap(negative).putLong(56, -5);
      byte[] endless = UdpPackets.announce(id, 10, HASH, 7001);
      ByteBuffer.wrap(endless).putLong(72, Long.MAX_VALUE);
      byte[] passkey = UdpPackets.announce(id, 9, HASH, 7001);
      String url = "/announce?passkey=a%20b";

      assertEquals("invalid port", error(client.ask(UdpPackets.announce(id, 7, HASH, 0)), 7));
      String outOfRange = "invalid uploaded or downloaded: out of range";
      assertEquals(outOfRange, error(client.ask(negative), 8));
      assertEquals(outOfRange, error(client.ask(endless), 10));
      assertEquals(
          "invalid passkey", error(client.ask(UdpPackets.withUrlData(passkey, url, 255)), 9));
      assertTrue(admission.isEmpty());
      assertEquals(4, tracker.count("skep.announces", "outcome", "malformed"));
    }
  }

  @Test
  void tellsWhoIsRefusedWhy() throws Exception {
    RecordingAdmission admission =
        new RecordingAdmission(
            request -> Future.failedFuture(RequestException.refused("unknown user: café")));
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        UdpClient client = tracker.udp()) {
      byte[] answer = client.ask(UdpPackets.announce(client.connect(), 7, HASH, 7001));

      assertEquals("unknown user: café", error(answer, 7));
      assertEquals(SwarmCounts.EMPTY, tracker.counts(HASH));
      assertEquals(1, tracker.count("skep.announces", "outcome", "refused"));
    }
  }

  /** A long reason is sent whole: the buffer grows. */
  @Test
  void tellsALongReasonWhole() throws Exception {
    String reason = "because ".repeat(60);
    RecordingAdmission admission =
        new RecordingAdmission(request -> Future.failedFuture(RequestException.refused(reason)));
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        UdpClient client = tracker.udp()) {
      assertEquals(
          reason, error(client.ask(UdpPackets.announce(client.connect(), 7, HASH, 7001)), 7));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendsAnAnswerThatComesLater(boolean nativeTransport) throws Exception {
    Promise<Void> admitted = Promise.promise();
    RecordingAdmission admission = new RecordingAdmission(request -> admitted.future());
    try (RunningTracker tracker =
            new TrackerSetup().admission(admission).nativeTransport(nativeTransport).start();
        UdpClient client = tracker.udp()) {
      client.send(UdpPackets.announce(client.connect(), 7, HASH, 7001));
      admission.take();
      // The tracker goes on meanwhile; and from then on nothing else makes it write.
      client.connect();
      admitted.complete();

      assertEquals(
          "00000001" + "00000007" + "00000708" + "00000001" + "00000000", hex(client.receive()));
    }
  }

  @Test
  void sendsWhatItOwesBeforeItStops() throws Exception {
    Promise<Void> admitted = Promise.promise();
    RecordingAdmission admission = new RecordingAdmission(request -> admitted.future());
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        UdpClient client = tracker.udp()) {
      client.send(UdpPackets.announce(client.connect(), 7, HASH, 7001));
      admission.take();

      Future<Void> stopped = tracker.server().stop();
      assertFalse(stopped.isComplete());
      admitted.complete();

      assertEquals(
          "00000001" + "00000007" + "00000708" + "00000001" + "00000000", hex(client.receive()));
      stopped.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void sendsARefusalThatComesLater() throws Exception {
    Promise<Void> admitted = Promise.promise();
    RecordingAdmission admission = new RecordingAdmission(request -> admitted.future());
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        UdpClient client = tracker.udp()) {
      client.send(UdpPackets.announce(client.connect(), 7, HASH, 7001));
      admission.take();
      client.connect();
      admitted.fail(RequestException.refused("not you"));

      assertEquals("not you", error(client.receive(), 7));
    }
  }

  @Test
  void aScrapeThatIsNotLetInIsToldWhy() throws Exception {
    Admission admission =
        new Admission() {
          @Override
          public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
            return Future.succeededFuture(Admitted.ANYBODY);
          }

          @Override
          public Future<Void> admitScrape(ScrapeRequest request, PeerAddress from, long now) {
            return Future.failedFuture(RequestException.refused("announce first"));
          }

          @Override
          public boolean serves(InfoHash infoHash) {
            return true;
          }
        };
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        UdpClient client = tracker.udp()) {
      long id = client.connect();

      assertEquals("announce first", error(client.ask(UdpPackets.scrape(id, 8, List.of(HASH))), 8));
      assertEquals(1, tracker.count("skep.scrapes", "transport", "udp", "outcome", "refused"));
    }
  }

  @Test
  void keepsItsOwnFailuresToItself() throws Exception {
    try (CapturedLog log = new CapturedLog(UdpTracker.class);
        RunningTracker tracker = new TrackerSetup().admission(new BrokenAdmission()).start();
        UdpClient client = tracker.udp()) {
      long id = client.connect();

      assertEquals(INTERNAL, error(client.ask(UdpPackets.announce(id, 7, HASH, 7001)), 7));
      assertEquals(INTERNAL, error(client.ask(UdpPackets.scrape(id, 8, List.of(HASH))), 8));
      assertEquals(1, tracker.count("skep.announces", "outcome", "failed"));
      assertEquals(1, tracker.count("skep.scrapes", "outcome", "failed"));
      assertEquals(List.of("broken: password=secret", "broken: password=secret"), log.causes());
    }
  }

  @Test
  void keepsALaterFailureToItselfToo() throws Exception {
    RecordingAdmission admission =
        new RecordingAdmission(
            request -> Future.failedFuture(new IllegalStateException("password=secret")));
    try (CapturedLog log = new CapturedLog(UdpTracker.class);
        RunningTracker tracker = new TrackerSetup().admission(admission).start();
        UdpClient client = tracker.udp()) {
      byte[] answer = client.ask(UdpPackets.announce(client.connect(), 7, HASH, 7001));

      assertEquals(INTERNAL, error(answer, 7));
      assertEquals(List.of("password=secret"), log.causes());
    }
  }

  /**
   * Whoever forges a sender must not make the tracker send him more than he has sent himself. The
   * answers to a packet are those that come before the answer to the connect behind it.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void neverAnswersMoreThanItWasSentWithoutAConnectionId(boolean nativeTransport) throws Exception {
    HostilePackets packets = new HostilePackets(15);
    try (RunningTracker tracker = new TrackerSetup().nativeTransport(nativeTransport).start();
        UdpClient client = tracker.udp()) {
      int answered = 0;
      for (int i = 0; i < 5000; i++) {
        byte[] packet = packets.next();
        int transaction = 0x6000_0000 + i;
        client.send(packet);
        client.send(UdpPackets.connect(transaction));
        byte[] answer = client.receive();
        if (ByteBuffer.wrap(answer).getInt(4) != transaction) {
          assertTrue(answer.length <= packet.length, () -> hex(packet));
          assertEquals(UdpPackets.CONNECT, ByteBuffer.wrap(answer).getInt(), () -> hex(packet));
          answered++;
          answer = client.receive();
        }
        assertEquals(transaction, ByteBuffer.wrap(answer).getInt(4), () -> hex(packet));
      }
      assertTrue(answered > 10, "some of them are right connects, or this has tried nothing");
      assertEquals(0, tracker.totals().torrents());
    }
  }

  @Test
  void answersOnTheSocketsOfAllItsEventLoops() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().eventLoops(2).start()) {
      int sockets = SharedVertx.NATIVE.isNativeTransportEnabled() ? 2 : 1;
      assertEquals(sockets, tracker.server().udpSockets());

      // The kernel chooses the socket by the sender's port: one of them dead would leave half of
      // these without an answer. An id holds on both, since it is another client that uses it.
      long id = 0;
      for (int i = 0; i < 40; i++) {
        try (UdpClient client = tracker.udp()) {
          long next = client.connect();
          if (i > 0) {
            byte[] scraped = client.ask(UdpPackets.scrape(id, 1, List.of(HASH)));
            assertEquals(i, ByteBuffer.wrap(scraped).getInt(16));
          }
          client.ask(UdpPackets.announce(next, 1, HASH, 7001 + i));
          id = next;
        }
      }
    }
  }

  @Test
  void hasOneSocketWhereTheyCannotShareAPort() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().eventLoops(2).nativeTransport(false).start();
        UdpClient client = tracker.udp()) {
      assertEquals(1, tracker.server().udpSockets());
      assertNotEquals(0, client.connect());
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "true, 2", "false, 1"})
  void saysWhichPortItCannotHave(boolean nativeTransport, int eventLoops) throws Exception {
    try (DatagramSocket other = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      TrackerSetup setup =
          new TrackerSetup()
              .nativeTransport(nativeTransport)
              .eventLoops(eventLoops)
              .udpPort(other.getLocalPort());

      CannotListenException taken = assertThrows(CannotListenException.class, setup::start);
      assertEquals(
          "can't listen on UDP 127.0.0.1 port "
              + other.getLocalPort()
              + ": another process has the port",
          taken.getMessage());
    }
  }

  /** A second Skep by mistake would take half of the packets of the first. */
  @Test
  void doesNotShareItsPortWithAnotherTracker() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().eventLoops(2).start()) {
      TrackerSetup second = new TrackerSetup().eventLoops(2).udpPort(tracker.server().udpPort());

      assertThrows(CannotListenException.class, second::start);
      try (UdpClient client = tracker.udp()) {
        assertNotEquals(0, client.connect());
      }
    }
  }

  @Test
  void countsWhatItAnswers() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        UdpClient client = tracker.udp()) {
      long id = client.connect();
      client.ask(UdpPackets.announce(id, 1, HASH, 7001));
      client.ask(UdpPackets.scrape(id, 1, List.of(HASH)));

      assertEquals(1, tracker.count("skep.udp.connects", "family", "ipv4"));
      assertEquals(1, tracker.count("skep.announces", "transport", "udp", "event", "started"));
      assertEquals(1, tracker.count("skep.scrapes", "transport", "udp", "outcome", "ok"));
    }
  }
}
