package io.skep.client;

import static io.skep.client.Announces.INFO_HASH;
import static io.skep.client.Announces.STARTED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeRequest;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.SwarmCounts;
import io.skep.client.TrackerException.Fault;
import io.skep.protocol.HttpAnnounce;
import io.skep.protocol.HttpReply;
import io.skep.protocol.HttpScrape;
import io.skep.protocol.TrackerAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTrackersTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final int MAX_REPLY_BYTES = 20_000;
  private static final byte[] ANSWER = bytes("d8:intervali60e5:peers0:e");

  private final TrackerClient client = client(Duration.ofSeconds(50), new HttpClientOptions());

  private static TrackerClient client(Duration timeout, HttpClientOptions httpOptions) {
    return new TrackerClient(
        VERTX,
        new TrackerClientOptions(timeout, UdpSchedule.STANDARD, MAX_REPLY_BYTES),
        httpOptions,
        System::nanoTime);
  }

  @AfterAll
  static void closeVertx() throws Exception {
    Waiting.forResult(VERTX.close());
  }

  @Test
  void announce() throws Exception {
    PeerList peers = new PeerList(new byte[] {1, 2, 3, 4, 5, 6}, new byte[18], new byte[0]);
    byte[] reply =
        HttpReply.announce(
            new AnnounceResponse(
                1800, 900, new SwarmCounts(1, 2, 3, 2), peers, PeerAddress.ipv4(9, 0)),
            true);
    HttpStub tracker = new HttpStub(VERTX, request -> answer(request, 200, reply));
    TrackerAnswer answer =
        Waiting.forResult(client.announce(tracker.url("/secret/announce?a=%20"), STARTED, "id&"));
    assertEquals(peers, answer.peers());
    assertEquals(PeerAddress.ipv4(9, 0), answer.externalAddress());
    String url = tracker.urls().get(0);
    assertTrue(url.startsWith("/secret/announce?a=%20&info_hash="), url);
    assertTrue(url.endsWith("&trackerid=id%26"), url);
    assertEquals(
        new HttpAnnounce(
            INFO_HASH,
            STARTED.peerId(),
            6881,
            STARTED.event(),
            4,
            5,
            6,
            7,
            0xBEEF,
            80,
            true,
            true,
            "",
            ""),
        HttpAnnounce.parse(url, url.indexOf('?') + 1));
  }

  @Test
  void announceOverIpv6AndToAUrlWithoutAPath() throws Exception {
    HttpStub tracker =
        new HttpStub(
            VERTX, "::1", new HttpServerOptions(), request -> answer(request, 200, ANSWER));
    Waiting.forResult(client.announce(tracker.url(""), STARTED));
    assertTrue(tracker.urls().get(0).startsWith("/?info_hash="), tracker.urls()::toString);
  }

  @Test
  void refusalsAreTheTrackersWords() throws Exception {
    for (int status : new int[] {200, 400, 403, 500}) {
      HttpStub tracker =
          new HttpStub(
              VERTX,
              request ->
                  answer(
                      request,
                      status,
                      HttpReply.failure(RequestException.retryLater("too early\u001b", 5))));
      TrackerException refused =
          Waiting.forFailure(client.announce(tracker.url("/announce"), STARTED));
      assertEquals(Fault.REFUSED, refused.fault());
      assertEquals("too early\ufffd", refused.words());
      assertEquals(5, refused.retryMinutes());
    }
  }

  @Test
  void scrapeOfMoreThanOneUrlHolds() throws Exception {
    HttpStub tracker = new HttpStub(VERTX, HttpTrackersTest::answerScrape);
    List<InfoHash> asked =
        IntStream.range(0, 120).mapToObj(number -> new InfoHash(-1, -1, number)).toList();
    ScrapeResponse response =
        Waiting.forResult(client.scrape(tracker.url("/announce/secret?a=b"), asked));
    assertEquals(
        asked.stream()
            .map(hash -> new ScrapeResponse.Swarm(hash, new SwarmCounts(hash.low(), 0, 0, 0), true))
            .toList(),
        response.swarms());
    assertEquals(3, tracker.urls().size());
    for (String url : tracker.urls()) {
      assertTrue(url.startsWith("/scrape/secret?a=b&info_hash="), url);
      assertTrue(url.length() < 4_000, url);
    }
  }

  private static void answerScrape(HttpServerRequest request) {
    try {
      String url = request.uri();
      ScrapeRequest scrape = HttpScrape.parse(url, url.indexOf('?') + 1, "", 100);
      ScrapeResponse response =
          new ScrapeResponse(
              scrape.infoHashes().stream()
                  .map(
                      hash ->
                          new ScrapeResponse.Swarm(
                              hash, new SwarmCounts(hash.low(), 0, 0, 0), true))
                  .toList());
      answer(request, 200, HttpReply.scrape(response, 60));
    } catch (RequestException e) {
      answer(request, 200, HttpReply.failure(e));
    }
  }

  @Test
  void trackersThatAnswerNoScrapes() {
    TrackerException failure =
        Waiting.forFailure(
            client.scrape(URI.create("http://127.0.0.1:1/secret"), List.of(INFO_HASH)));
    assertEquals(Fault.UNSUPPORTED, failure.fault());
    assertEquals(
        "http://127.0.0.1:1 answers no scrapes: its path does not end in 'announce'",
        failure.words());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirects(int status) throws Exception {
    HttpStub tracker =
        new HttpStub(
            VERTX,
            request -> {
              if (request.path().equals("/announce")) {
                request.response().putHeader("Location", "./there?" + request.query());
                answer(request, status, bytes("moved"));
              } else {
                answer(request, 200, ANSWER);
              }
            });
    assertEquals(
        60, Waiting.forResult(client.announce(tracker.url("/announce"), STARTED)).interval());
    assertEquals(tracker.urls().get(0).replace("/announce?", "/there?"), tracker.urls().get(1));
  }

  @Test
  void redirectsThatNeverEnd() throws Exception {
    HttpStub tracker =
        new HttpStub(
            VERTX,
            request -> {
              request.response().putHeader("Location", request.absoluteURI());
              answer(request, 302, new byte[0]);
            });
    TrackerException failure =
        Waiting.forFailure(client.announce(tracker.url("/announce"), STARTED));
    assertEquals(Fault.NONSENSE, failure.fault());
    assertEquals(tracker.url("") + " redirects more than 5 times", failure.words());
    assertEquals(6, tracker.urls().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp://127.0.0.1:1/", "ftp://127.0.0.1/", "http:///", "http://a b/", "%"})
  void redirectsThatAreNotFollowed(String location) throws Exception {
    HttpStub tracker =
        new HttpStub(
            VERTX,
            request -> {
              request.response().putHeader("Location", location);
              answer(request, 302, new byte[0]);
            });
    TrackerException failure = Waiting.forFailure(client.announce(tracker.url("/secret"), STARTED));
    assertEquals(Fault.NONSENSE, failure.fault());
    assertTrue(failure.words().contains(" redirects "), failure::words);
    assertFalse(failure.words().contains("secret"), failure::words);
  }

  @ParameterizedTest
  @CsvSource({
    "200, <html>, it is not bencoded: no value begins so at byte 0",
    "200, '', it is not bencoded: the input ends too early at byte 0",
    "200, d8:intervali60e5:peers6:abc, it is not bencoded: a string is longer than the input at"
        + " byte 22",
    "404, not here, HTTP status 404",
    "302, nowhere, HTTP status 302",
    "503, de, HTTP status 503"
  })
  void whatIsNoAnswer(int status, String body, String reason) throws Exception {
    HttpStub tracker = new HttpStub(VERTX, request -> answer(request, status, bytes(body)));
    TrackerException failure = Waiting.forFailure(client.announce(tracker.url("/secret"), STARTED));
    assertEquals(Fault.NONSENSE, failure.fault());
    assertEquals(tracker.url("") + " gave no answer: " + reason, failure.words());
  }

  @Test
  void repliesOverTheBound() throws Exception {
    byte[] longest = bytes("d8:intervali60e7:padding" + "19950:" + " ".repeat(19_950) + "e");
    assertTrue(longest.length <= MAX_REPLY_BYTES);
    HttpStub good = new HttpStub(VERTX, request -> answer(request, 200, longest));
    assertEquals(60, Waiting.forResult(client.announce(good.url("/"), STARTED)).interval());
    HttpStub endless = new HttpStub(VERTX, HttpTrackersTest::answerEndlessly);
    TrackerException failure =
        Waiting.forFailure(client.announce(endless.url("/announce"), STARTED));
    assertEquals(Fault.NONSENSE, failure.fault());
    assertEquals(endless.url("") + " sent more than 20000 bytes", failure.words());
  }

  /** Sends on until the client hangs up. */
  private static void answerEndlessly(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (!response.headWritten()) {
      response.setChunked(true);
    }
    response.write(Buffer.buffer(new byte[1_000])).onSuccess(sent -> answerEndlessly(request));
  }

  @Test
  void packedReplies() throws Exception {
    HttpStub tracker = new HttpStub(VERTX, request -> answerPacked(request, packed(ANSWER)));
    assertEquals(60, Waiting.forResult(client.announce(tracker.url("/"), STARTED)).interval());
  }

  @Test
  void packedRepliesOverTheBound() throws Exception {
    byte[] bomb = packed(new byte[10_000_000]);
    assertTrue(bomb.length < MAX_REPLY_BYTES);
    HttpStub tracker = new HttpStub(VERTX, request -> answerPacked(request, bomb));
    TrackerException failure = Waiting.forFailure(client.announce(tracker.url("/"), STARTED));
    assertEquals(Fault.NONSENSE, failure.fault());
    assertTrue(failure.words().contains("more than 20000 bytes"), failure::words);
  }

  @Test
  void packedRepliesThatAreNone() throws Exception {
    HttpStub tracker = new HttpStub(VERTX, request -> answerPacked(request, ANSWER));
    assertEquals(
        Fault.NONSENSE, Waiting.forFailure(client.announce(tracker.url("/"), STARTED)).fault());
  }

  @Test
  void trackersThatAreNotThere() throws Exception {
    try (Socket socket = new Socket()) {
      // Bound but not listening: nobody else can take the port while this runs.
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = socket.getLocalPort();
      TrackerException failure =
          Waiting.forFailure(
              client.announce(URI.create("http://127.0.0.1:" + port + "/secret"), STARTED));
      assertEquals(Fault.UNREACHABLE, failure.fault());
      assertTrue(
          failure.words().startsWith("cannot reach http://127.0.0.1:" + port + ": "),
          failure::words);
      assertFalse(failure.words().contains("secret"), failure::words);
    }
  }

  @Test
  void silentTrackers() throws Exception {
    HttpStub tracker = new HttpStub(VERTX, request -> {});
    assertSilent(tracker.url("/secret"), tracker.url("") + " gave no answer in time");
  }

  @Test
  void trackersThatStopInTheMiddle() throws Exception {
    HttpStub tracker =
        new HttpStub(
            VERTX,
            request -> request.response().putHeader("Content-Length", "100").write("d8:interval"));
    assertSilent(tracker.url("/secret"), tracker.url("") + " gave no answer in time");
  }

  private static void assertSilent(URI url, String message) {
    TrackerClient hasty = client(Duration.ofMillis(300), new HttpClientOptions());
    TrackerException failure = Waiting.forFailure(hasty.announce(url, STARTED));
    assertEquals(Fault.UNREACHABLE, failure.fault());
    assertEquals(message, failure.words());
  }

  @Test
  void trackersThatHangUp() throws Exception {
    HttpStub tracker =
        new HttpStub(
            VERTX,
            request ->
                request
                    .response()
                    .putHeader("Content-Length", "100")
                    .write("d8:interval")
                    .onSuccess(sent -> request.connection().close()));
    TrackerException failure = Waiting.forFailure(client.announce(tracker.url("/secret"), STARTED));
    assertEquals(Fault.UNREACHABLE, failure.fault());
    assertTrue(failure.words().contains(" broke off its answer"), failure::words);
  }

  @Test
  void whatSpeaksNoHttp() throws Exception {
    NetServer server =
        Waiting.forResult(
            VERTX
                .createNetServer()
                .connectHandler(socket -> socket.write("220 mail.example ESMTP\r\n\r\n"))
                .listen(0, "127.0.0.1"));
    TrackerException failure =
        Waiting.forFailure(
            client.announce(
                URI.create("http://127.0.0.1:" + server.actualPort() + "/secret"), STARTED));
    assertEquals(Fault.UNREACHABLE, failure.fault());
  }

  @Test
  void closingFailsWhatIsStillAsked() throws Exception {
    HttpStub tracker = new HttpStub(VERTX, request -> client.close());
    TrackerException failure =
        Waiting.forFailure(client.announce(tracker.url("/announce"), STARTED));
    assertEquals(Fault.UNREACHABLE, failure.fault());
    Waiting.forFailure(client.announce(tracker.url("/announce"), STARTED));
  }

  @Test
  void urlsThatCannotBeAsked() {
    for (String url : List.of("ws://127.0.0.1:1/announce", "announce")) {
      assertEquals(
          Fault.UNSUPPORTED, Waiting.forFailure(client.announce(URI.create(url), STARTED)).fault());
    }
  }

  private static void answer(HttpServerRequest request, int status, byte[] body) {
    request.response().setStatusCode(status).end(Buffer.buffer(body));
  }

  private static void answerPacked(HttpServerRequest request, byte[] body) {
    assertEquals("gzip", request.getHeader("Accept-Encoding"));
    request.response().putHeader("Content-Encoding", "gzip").end(Buffer.buffer(body));
  }

  private static byte[] packed(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
      stream.write(body);
    } catch (IOException e) {
      throw new IllegalStateException("a byte array takes all", e);
    }
    return packed.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
