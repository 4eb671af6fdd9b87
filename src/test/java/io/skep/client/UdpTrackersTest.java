package io.skep.client;

import static io.skep.client.Announces.STARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.SwarmCounts;
import io.skep.client.TrackerException.Fault;
import io.skep.protocol.TrackerAnswer;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UdpTrackersTest {
  private static final Vertx VERTX = Vertx.vertx();

  /** So long that nothing is sent twice while a test runs. */
  private static final UdpSchedule PATIENT = new UdpSchedule(Duration.ofSeconds(50), 1);

  private static final UdpSchedule QUICK = new UdpSchedule(Duration.ofMillis(20), 3);

  private final AtomicLong nanoTime = new AtomicLong();
  private final TrackerClient client = client(PATIENT);

  private TrackerClient client(UdpSchedule schedule) {
    return new TrackerClient(
        VERTX,
        new TrackerClientOptions(Duration.ofSeconds(50), schedule, 1_000),
        new HttpClientOptions(),
        nanoTime::get);
  }

  @AfterAll
  static void closeVertx() throws Exception {
    Waiting.forResult(VERTX.close());
  }

  @Test
  void announce() throws Exception {
    UdpStub tracker =
        tracker(
            (request, sender) -> sender.send(announced(request, 1800, "c00002011ae1c63364021ae9")));
    TrackerAnswer answer =
        Waiting.forResult(client.announce(tracker.url("/announce/secret?k=%20"), STARTED));
    assertEquals(1800, answer.interval());
    assertEquals(OptionalInt.of(3), answer.incomplete());
    assertEquals(OptionalInt.of(2), answer.complete());
    assertEquals(OptionalInt.empty(), answer.downloaded());
    assertEquals(
        List.of(PeerAddress.ipv4(0xC0000201, 6881), PeerAddress.ipv4(0xC6336402, 6889)),
        answer.peers().entries().stream().map(entry -> entry.address()).toList());
    UdpRequest.Announce sent =
        assertInstanceOf(UdpRequest.Announce.class, tracker.requests().get(1));
    assertEquals(
        new UdpRequest.Announce(
            UdpStub.CONNECTION_ID,
            sent.transactionId(),
            STARTED.infoHash(),
            STARTED.peerId(),
            5,
            6,
            4,
            Event.STARTED,
            0,
            0xBEEF,
            80,
            6881,
            "/announce/secret?k=%20"),
        sent);
    assertNotEquals(tracker.requests().get(0).transactionId(), sent.transactionId());
  }

  @Test
  void announceOverIpv6() throws Exception {
    UdpStub tracker =
        new UdpStub(
            VERTX,
            "::1",
            UdpStub.connecting(
                (request, sender) ->
                    sender.send(announced(request, 60, "20010db80000000000000000000000011ae1"))));
    TrackerAnswer answer = Waiting.forResult(client.announce(tracker.url(""), STARTED));
    assertEquals(
        List.of(new PeerAddress(0x20010db800000000L, 1, 6881)),
        answer.peers().entries().stream().map(entry -> entry.address()).toList());
    assertEquals(
        "", assertInstanceOf(UdpRequest.Announce.class, tracker.requests().get(1)).urlData());
  }

  @Test
  void announceWithMorePeersThanAPacketUsuallyHas() throws Exception {
    UdpStub tracker =
        tracker(
            (request, sender) -> sender.send(announced(request, 60, "c00002011ae1".repeat(2_000))));
    assertEquals(
        2_000, Waiting.forResult(client.announce(tracker.url(""), STARTED)).peers().size());
  }

  @Test
  void scrapeOfMoreThanOnePacketHolds() throws Exception {
    UdpStub tracker =
        tracker(
            (request, sender) -> {
              if (request instanceof UdpRequest.Scrape scrape) {
                sender.send(
                    new UdpResponse.Scrape(
                        scrape.transactionId(),
                        scrape.infoHashes().stream()
                            .map(hash -> new SwarmCounts(hash.low(), 1, 2, 1))
                            .toList()));
              }
            });
    List<InfoHash> asked = IntStream.range(0, 150).mapToObj(Announces::hash).toList();
    ScrapeResponse response = Waiting.forResult(client.scrape(tracker.url("/announce"), asked));
    assertEquals(
        asked.stream()
            .map(hash -> new ScrapeResponse.Swarm(hash, new SwarmCounts(hash.low(), 1, 2, 1), true))
            .toList(),
        response.swarms());
    assertEquals(
        List.of(74, 74, 2),
        tracker.requests().stream()
            .filter(UdpRequest.Scrape.class::isInstance)
            .map(request -> ((UdpRequest.Scrape) request).infoHashes().size())
            .toList());
    assertEquals(1, tracker.connects());
  }

  @Test
  void aConnectionIdServesForAMinute() throws Exception {
    UdpStub tracker = tracker((request, sender) -> sender.send(announced(request, 60, "")));
    Waiting.forResult(client.announce(tracker.url(""), STARTED));
    nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(59));
    Waiting.forResult(client.announce(tracker.url(""), STARTED));
    assertEquals(1, tracker.connects());
    nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
    Waiting.forResult(client.announce(tracker.url(""), STARTED));
    assertEquals(2, tracker.connects());
  }

  @Test
  void anOldConnectionIdThatTheTrackerRefusesIsRenewed() throws Exception {
    AtomicLong valid = new AtomicLong(1);
    UdpStub tracker = forgetfulTracker(valid, true);
    Waiting.forResult(client.announce(tracker.url(""), STARTED));
    valid.set(2);
    Waiting.forResult(client.announce(tracker.url(""), STARTED));
    assertEquals(2, tracker.connects());
  }

  @Test
  void anOldConnectionIdThatTheTrackerIsSilentAboutIsRenewed() throws Exception {
    AtomicLong valid = new AtomicLong(1);
    UdpStub tracker = forgetfulTracker(valid, false);
    TrackerClient hasty = client(new UdpSchedule(Duration.ofMillis(200), 9));
    Waiting.forResult(hasty.announce(tracker.url(""), STARTED));
    valid.set(2);
    Waiting.forResult(hasty.announce(tracker.url(""), STARTED));
    assertTrue(tracker.connects() >= 2, tracker.requests()::toString);
  }

  /** Knows only the connection ids that it gave since the number was set. */
  private static UdpStub forgetfulTracker(AtomicLong valid, boolean says) throws Exception {
    return new UdpStub(
        VERTX,
        "127.0.0.1",
        (request, sender) -> {
          if (request instanceof UdpRequest.Connect) {
            sender.send(new UdpResponse.Connect(request.transactionId(), valid.get()));
          } else if (request instanceof UdpRequest.Announce announce
              && announce.connectionId() == valid.get()) {
            sender.send(announced(request, 60, ""));
          } else if (says) {
            sender.send(new UdpResponse.Failure(request.transactionId(), "connection id unknown"));
          }
        });
  }

  @Test
  void anErrorIsTheTrackersWords() throws Exception {
    UdpStub tracker =
        tracker(
            (request, sender) ->
                sender.send(
                    new UdpResponse.Failure(request.transactionId(), "unregistered\u001b[2J")));
    TrackerException refused = Waiting.forFailure(client.announce(tracker.url("/secret"), STARTED));
    assertEquals(Fault.REFUSED, refused.fault());
    assertEquals("unregistered\ufffd[2J", refused.words());
    assertEquals(RequestException.RETRY_UNSAID, refused.retryMinutes());
    assertEquals(1, tracker.connects());
  }

  @Test
  void anErrorInsteadOfAConnectionId() throws Exception {
    UdpStub tracker =
        new UdpStub(
            VERTX,
            "127.0.0.1",
            (request, sender) ->
                sender.send(new UdpResponse.Failure(request.transactionId(), " ")));
    TrackerException refused = Waiting.forFailure(client.announce(tracker.url(""), STARTED));
    assertEquals(Fault.REFUSED, refused.fault());
    assertEquals("no reason given", refused.words());
  }

  @Test
  void strangersAreNotHeard() throws Exception {
    UdpStub tracker =
        tracker(
            (request, sender) -> {
              int transactionId = request.transactionId();
              sender.sendBytes(new byte[] {0, 0, 0, 1});
              sender.send(new UdpResponse.Failure(transactionId + 1, "of another transaction"));
              sender.send(announced(new UdpRequest.Connect(transactionId ^ -1), 1, ""));
              sender
                  .sendFromElsewhere(new UdpResponse.Failure(transactionId, "of a stranger"))
                  .onSuccess(sent -> sender.send(announced(request, 1800, "")));
            });
    assertEquals(1800, Waiting.forResult(client.announce(tracker.url(""), STARTED)).interval());
  }

  @Test
  void aSilentTrackerIsAskedAsOftenAsTheScheduleSays() throws Exception {
    UdpStub tracker = new UdpStub(VERTX, "127.0.0.1", (request, sender) -> {});
    TrackerException failure =
        Waiting.forFailure(client(QUICK).announce(tracker.url("/secret"), STARTED));
    assertEquals(Fault.UNREACHABLE, failure.fault());
    assertEquals(tracker.url("") + " gave no answer to 3 packets", failure.words());
    Waiting.until(() -> tracker.connects() >= 3);
    assertEquals(3, tracker.connects());
    assertEquals(
        1, tracker.requests().stream().mapToInt(UdpRequest::transactionId).distinct().count());
  }

  @Test
  void aLostAnnounceIsSentAgain() throws Exception {
    AtomicLong asked = new AtomicLong();
    UdpStub tracker =
        tracker(
            (request, sender) -> {
              if (asked.incrementAndGet() == 2) {
                sender.send(announced(request, 60, ""));
              }
            });
    Waiting.forResult(
        client(new UdpSchedule(Duration.ofMillis(100), 9)).announce(tracker.url(""), STARTED));
    List<UdpRequest> announces =
        tracker.requests().stream().filter(UdpRequest.Announce.class::isInstance).toList();
    assertEquals(announces.get(0), announces.get(1));
  }

  @Test
  void aConnectionIdThatAgesWhileTheTrackerIsSilentIsRenewed() throws Exception {
    AtomicLong asked = new AtomicLong();
    UdpStub tracker =
        tracker(
            (request, sender) -> {
              if (asked.incrementAndGet() == 1) {
                nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
              } else {
                sender.send(announced(request, 60, ""));
              }
            });
    Waiting.forResult(
        client(new UdpSchedule(Duration.ofMillis(100), 9)).announce(tracker.url(""), STARTED));
    assertTrue(tracker.connects() >= 2, tracker.requests()::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "00000001 TTTTTTTT 00000708 00000003, the answer is cut short",
    "00000001 TTTTTTTT 00000708 00000003 00000002 c000, the last peer is cut short",
    "00000001 TTTTTTTT 00000000 00000003 00000002, a number in it is out of range",
    "00000001 TTTTTTTT ffffffff 00000003 00000002, a number in it is out of range",
    "00000001 TTTTTTTT 00000708 ffffffff 00000002, a number in it is out of range",
    "00000001 TTTTTTTT 00000708 00000003 80000000, a number in it is out of range",
    "00000002 TTTTTTTT 00000001 00000002 00000003, answered what it was not asked",
    "00000000 TTTTTTTT 1122334455667788, answered what it was not asked",
    "00000007 TTTTTTTT, no such action: 7"
  })
  void whatIsNoAnswerToAnAnnounce(String hex, String reason) throws Exception {
    UdpStub tracker = tracker((request, sender) -> sender.sendBytes(packet(hex, request)));
    assertNonsense(reason, Waiting.forFailure(client.announce(tracker.url("/secret"), STARTED)));
  }

  @ParameterizedTest
  @CsvSource({
    "00000002 TTTTTTTT, the counts of 0 swarms",
    "00000002 TTTTTTTT 00000001 00000002 00000003 00000001 00000002 00000003,"
        + " the counts of 2 swarms",
    "00000002 TTTTTTTT 00000001 00000002, 12 bytes a swarm",
    "00000002 TTTTTTTT ffffffff 00000002 00000003, a number in it is out of range",
    "00000001 TTTTTTTT 00000708 00000003 00000002, answered what it was not asked"
  })
  void whatIsNoAnswerToAScrape(String hex, String reason) throws Exception {
    UdpStub tracker = tracker((request, sender) -> sender.sendBytes(packet(hex, request)));
    assertNonsense(
        reason,
        Waiting.forFailure(client.scrape(tracker.url("/secret"), List.of(STARTED.infoHash()))));
  }

  @Test
  void whatIsNoAnswerToAConnect() throws Exception {
    UdpStub tracker =
        new UdpStub(
            VERTX, "127.0.0.1", (request, sender) -> sender.send(announced(request, 60, "")));
    assertNonsense(
        "answered what it was not asked",
        Waiting.forFailure(client.announce(tracker.url("/secret"), STARTED)));
  }

  @Test
  void hostsThatAreNone() {
    TrackerException failure =
        Waiting.forFailure(client.announce(URI.create("udp://nowhere.invalid:1/secret"), STARTED));
    assertEquals(Fault.UNREACHABLE, failure.fault());
    assertTrue(
        failure.words().startsWith("cannot reach udp://nowhere.invalid:1: "), failure::words);
  }

  @Test
  void closingFailsWhatIsStillAsked() throws Exception {
    UdpStub tracker = new UdpStub(VERTX, "127.0.0.1", (request, sender) -> client.close());
    TrackerException failure = Waiting.forFailure(client.announce(tracker.url(""), STARTED));
    assertEquals(Fault.UNREACHABLE, failure.fault());
    assertTrue(failure.words().contains("the client is closed"), failure::words);
    Waiting.forResult(client.close());
    TrackerException later = Waiting.forFailure(client.announce(tracker.url(""), STARTED));
    assertTrue(later.words().contains("the client is closed"), later::words);
  }

  private static void assertNonsense(String reason, TrackerException failure) {
    assertEquals(Fault.NONSENSE, failure.fault());
    assertTrue(failure.words().contains(reason), failure::words);
    assertTrue(!failure.words().contains("secret"), failure::words);
  }

  private static UdpStub tracker(UdpStub.Answers answers) throws Exception {
    return new UdpStub(VERTX, "127.0.0.1", UdpStub.connecting(answers));
  }

  private static UdpResponse announced(UdpRequest request, int interval, String peersHex) {
    return new UdpResponse.Announce(
        request.transactionId(), interval, 3, 2, HexFormat.of().parseHex(peersHex));
  }

  private static byte[] packet(String hex, UdpRequest request) {
    String transactionId = HexFormat.of().toHexDigits(request.transactionId());
    return HexFormat.of().parseHex(hex.replace("TTTTTTTT", transactionId).replace(" ", ""));
  }
}
