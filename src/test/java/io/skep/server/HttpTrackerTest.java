package io.skep.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeList;
import io.skep.bencode.BencodeString;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.SwarmCounts;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What announces and scrapes over HTTP are answered with. */
@Timeout(60)
class HttpTrackerTest {
  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] string(BencodeDictionary dictionary, String key) {
    BencodeString string = dictionary.string(key);
    assertNotNull(string, key);
    return string.bytes();
  }

  private static BencodeList list(BencodeDictionary dictionary, String key) {
    BencodeList list = dictionary.list(key);
    assertNotNull(list, key);
    return list;
  }

  @Test
  void answersAnAnnounceByteForByte() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.get(Hashes.seed(1, 7001));
      RawReply reply = client.get(Hashes.leech(1, 7002));

      assertEquals(200, reply.status());
      assertEquals("text/plain", reply.header("content-type"));
      assertEquals(
          "d8:completei1e10:downloadedi0e11:external ip4:\u007f\0\0\u0001"
              + "10:incompletei1e8:intervali1800e12:min intervali900e"
              + "5:peers6:\u007f\0\0\u0001\u001bYe",
          reply.text());
    }
  }

  @Test
  void tellsPeersInDictionariesWithTheirIdsToWhomAsksForThem() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.get(Hashes.seed(1, 7001));
      BencodeDictionary reply = client.get(Hashes.leech(1, 7002) + "&compact=0").bencoded();

      assertEquals(1, list(reply, "peers").values().size());
      BencodeDictionary peer = (BencodeDictionary) list(reply, "peers").values().get(0);
      assertArrayEquals("127.0.0.1".getBytes(ISO_8859_1), string(peer, "ip"));
      assertArrayEquals(Hashes.peerId(7001), string(peer, "peer id"));
      assertEquals(7001, peer.integer("port").orElse(-1));
    }
  }

  @Test
  void leavesOutPeerIdsForWhoDoesWithoutThem() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.get(Hashes.seed(1, 7001));
      BencodeDictionary reply =
          client.get(Hashes.leech(1, 7002) + "&compact=0&no_peer_id=1").bencoded();

      BencodeDictionary peer = (BencodeDictionary) list(reply, "peers").values().get(0);
      assertEquals(7001, peer.integer("port").orElse(-1));
      assertNull(peer.get("peer id"));
    }
  }

  @Test
  void tellsPeersOfBothFamiliesToWhoComesOverEither() throws Exception {
    Loopback6.required();
    try (RunningTracker tracker = new TrackerSetup().host("::").start();
        RawHttp six = RawHttp.connect("::1", tracker.server().httpPort());
        RawHttp four = RawHttp.connect("127.0.0.1", tracker.server().httpPort())) {
      BencodeDictionary first = six.get(Hashes.leech(1, 7006)).bencoded();
      BencodeDictionary second = four.get(Hashes.leech(1, 7004)).bencoded();
      BencodeDictionary third = six.get(Hashes.leech(1, 7007)).bencoded();

      byte[] six7006 = bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x1b, 0x5e);
      assertArrayEquals(Arrays.copyOf(six7006, 16), string(first, "external ip"));
      assertArrayEquals(bytes(127, 0, 0, 1), string(second, "external ip"));
      assertArrayEquals(six7006, string(second, "peers6"));
      assertEquals(0, string(second, "peers").length);
      assertArrayEquals(bytes(127, 0, 0, 1, 0x1b, 0x5c), string(third, "peers"));
      assertArrayEquals(six7006, string(third, "peers6"));
    }
  }

  @Test
  void tellsIpv6PeersInDictionariesToo() throws Exception {
    Loopback6.required();
    try (RunningTracker tracker = new TrackerSetup().host("::1").start();
        RawHttp client = tracker.http()) {
      client.get(Hashes.seed(1, 7001));
      BencodeDictionary reply = client.get(Hashes.leech(1, 7002) + "&compact=0").bencoded();

      BencodeDictionary peer = (BencodeDictionary) list(reply, "peers").values().get(0);
      assertArrayEquals("0:0:0:0:0:0:0:1".getBytes(ISO_8859_1), string(peer, "ip"));
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 5", "&numwant=3, 3", "&numwant=0, 0", "&numwant=1000, 8", "&numwant=-1, 5"})
  void tellsAsManyPeersAsAreWantedAndAllowed(String numwant, int told) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      for (int port = 7001; port <= 7020; port++) {
        client.get(Hashes.seed(1, port));
      }
      BencodeDictionary reply = client.get(Hashes.leech(1, 7000) + numwant).bencoded();

      assertEquals(6 * told, string(reply, "peers").length);
    }
  }

  @Test
  void passesOnEveryNumberOfAnAnnounce() throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        RawHttp client = tracker.http()) {
      client.get(
          "/announce?"
              + Hashes.announce(
                  Hashes.infoHash(1),
                  7001,
                  "&uploaded=1&downloaded=2&left=3&corrupt=4&key=DEADBEEF&event=paused&numwant=9"));
      AnnounceRequest announce = admission.take();

      assertEquals(Hashes.infoHash(1), announce.infoHash());
      assertArrayEquals(Hashes.peerId(7001), announce.peerId().bytes());
      assertEquals("127.0.0.1:7001", announce.address().toString());
      assertEquals(1, announce.uploaded());
      assertEquals(2, announce.downloaded());
      assertEquals(3, announce.left());
      assertEquals(4, announce.corrupt());
      assertEquals(0xDEADBEEF, announce.key());
      assertEquals(Event.PAUSED, announce.event());
      assertEquals(9, announce.numwant());
    }
  }

  /** BEP 21: a partial seed is incomplete, and doesn't download. */
  @Test
  void countsWhoHasPausedApart() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.get(Hashes.seed(1, 7001));
      client.get(Hashes.leech(1, 7002));
      client.get("/announce?" + Hashes.announce(Hashes.infoHash(1), 7003, "&left=5&event=paused"));

      assertEquals(
          "d5:filesd20:"
              + new String(Hashes.infoHash(1).bytes(), ISO_8859_1)
              + "d8:completei1e10:downloadedi0e11:downloadersi1e10:incompletei2eee"
              + "5:flagsd20:min_request_intervali300eee",
          client.get("/scrape?info_hash=" + Hashes.escaped(Hashes.infoHash(1).bytes())).text());
    }
  }

  @Test
  void forgetsWhoStops() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.get(Hashes.leech(1, 7001));
      client.get(
          "/announce?" + Hashes.announce(Hashes.infoHash(1), 7001, "&left=0&event=completed"));
      assertEquals(new SwarmCounts(1, 0, 1, 0), tracker.counts(Hashes.infoHash(1)));

      client.get("/announce?" + Hashes.announce(Hashes.infoHash(1), 7001, "&left=0&event=stopped"));
      assertEquals(new SwarmCounts(0, 0, 1, 0), tracker.counts(Hashes.infoHash(1)));
    }
  }

  /** 13 info-hashes that have every byte there is between them, some twice. */
  private static byte[] hashOf(int from) {
    return bytes(IntStream.range(from, from + InfoHash.LENGTH).map(i -> i & 0xFF).toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%02X", "%02x"})
  void keepsEveryEscapedByte(String digits) throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        RawHttp client = tracker.http()) {
      for (int from = 0; from < 256; from += InfoHash.LENGTH) {
        byte[] hash = hashOf(from);
        String escaped =
            IntStream.range(0, hash.length)
                .mapToObj(i -> "%" + String.format(Locale.ROOT, digits, hash[i] & 0xFF))
                .collect(Collectors.joining());
        client.get(
            "/announce?port=1&left=0&info_hash=" + escaped + "&peer_id=" + escaped + "&event=");
        AnnounceRequest announce = admission.take();

        assertArrayEquals(hash, announce.infoHash().bytes());
        assertArrayEquals(hash, announce.peerId().bytes());
      }
    }
  }

  /** Many clients escape less than they should; a request line ends at a space or a control. */
  @Test
  void keepsEveryByteThatARequestLineCanHold() throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        RawHttp client = tracker.http()) {
      for (int from = 0; from < 256; from += InfoHash.LENGTH) {
        byte[] hash = hashOf(from);
        StringBuilder written = new StringBuilder();
        for (byte octet : hash) {
          char c = (char) (octet & 0xFF);
          boolean literal = c > ' ' && c != 0x7F && "%&+".indexOf(c) < 0;
          written.append(literal ? Character.toString(c) : String.format("%%%02x", (int) c));
        }
        client.get("/announce?port=1&left=0&peer_id=" + written + "&info_hash=" + written);
        AnnounceRequest announce = admission.take();

        assertArrayEquals(hash, announce.infoHash().bytes());
        assertArrayEquals(hash, announce.peerId().bytes());
      }
    }
  }

  @Test
  void takesAPlusForASpace() throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        RawHttp client = tracker.http()) {
      client.get(
          "/announce?port=1&left=0&peer_id=-SK0001-123456789012&info_hash=+%2b%20"
              + "a".repeat(17));

      assertArrayEquals(
          (" + " + "a".repeat(17)).getBytes(ISO_8859_1), admission.take().infoHash().bytes());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/announce?, ''",
    "/announce/?, ''",
    "/announce.php?, ''",
    "/announce/sesame-01_X?, sesame-01_X",
    "/announce/sesame/?, sesame",
    "/sesame/announce?, sesame",
    "/sesame/announce.php?, sesame",
    "/announce?passkey=sesame&, sesame",
    "/announce.php?passkey=sesame&, sesame",
    "/announce/sesame?passkey=other&, sesame",
  })
  void findsThePasskeyInEveryForm(String path, String passkey) throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        RawHttp client = tracker.http()) {
      RawReply reply = client.get(path + Hashes.announce(Hashes.infoHash(1), 7001, "&left=0"));

      assertEquals("", reply.failure());
      assertEquals(passkey, admission.take().passkey());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/scrape?",
        "/scrape.php?",
        "/scrape/sesame?",
        "/sesame/scrape?",
        "/scrape?passkey=s&"
      })
  void scrapesUnderEveryFormOfThePath(String path) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.get(Hashes.seed(1, 7001));
      RawReply reply = client.get(path + "info_hash=" + Hashes.escaped(Hashes.infoHash(1).bytes()));

      assertTrue(reply.text().contains("8:completei1e"), reply.text());
    }
  }

  @Test
  void scrapesSeveralSwarmsAtOnceInTheOrderOfADictionary() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.get(Hashes.seed(1, 7001));
      client.get(Hashes.leech(2, 7002));
      RawReply reply = client.get(scrape(1, 2, 3, 2));
      BencodeDictionary files = reply.bencoded().dictionary("files");

      assertNotNull(files);
      assertEquals(3, files.entries().size());
      // Those of higher numbers have smaller hashes; the strict reader refuses a wrong order.
      assertArrayEquals(Hashes.infoHash(3).bytes(), files.entries().get(0).key().bytes());
      assertArrayEquals(Hashes.infoHash(1).bytes(), files.entries().get(2).key().bytes());
    }
  }

  private static String scrape(int... numbers) {
    return "/scrape?"
        + Arrays.stream(numbers)
            .mapToObj(number -> "info_hash=" + Hashes.escaped(Hashes.infoHash(number).bytes()))
            .collect(Collectors.joining("&"));
  }

  @Test
  void refusesAScrapeOfMoreSwarmsThanAreAllowed() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().maxScrape(2).start();
        RawHttp client = tracker.http()) {
      assertEquals("", client.get(scrape(1, 2)).failure());
      RawReply reply = client.get(scrape(1, 2, 3));

      assertEquals(200, reply.status());
      assertEquals("too many info_hash: at most 2", reply.failure());
    }
  }

  @Test
  void refusesAFullScrapeUnlessItIsAllowed() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      RawReply reply = client.get("/scrape");

      assertEquals(200, reply.status());
      assertEquals("full scrape is not allowed, name an info_hash", reply.failure());
      assertEquals(reply.text(), client.get("/scrape?").text());
      assertEquals(reply.text(), client.get("/scrape?passkey=sesame").text());
    }
  }

  @Test
  void answersAFullScrapeWhereItIsAllowed() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().fullScrape(60).start();
        RawHttp client = tracker.http()) {
      client.get(Hashes.seed(1, 7001));
      client.get(Hashes.leech(2, 7002));
      BencodeDictionary files = client.get("/scrape").bencoded().dictionary("files");

      assertNotNull(files);
      assertEquals(2, files.entries().size());
    }
  }

  @Test
  void givesTheSameFullScrapeAgainUntilItIsTooOld() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().fullScrape(60).start();
        RawHttp client = tracker.http()) {
      String empty = client.get("/scrape").text();
      client.get(Hashes.seed(1, 7001));
      tracker.clock().advance(59);
      assertEquals(empty, client.get("/scrape").text());

      tracker.clock().advance(1);
      assertTrue(client.get("/scrape").text().contains("8:completei1e"));
    }
  }

  @Test
  void compressesALargeScrapeForWhoTakesIt() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      String large = scrape(IntStream.range(0, 100).toArray());
      RawReply plain = client.get(large);
      RawReply compressed = client.get(large, "Accept-Encoding: deflate, gzip;q=0.5\r\n");

      assertEquals("", plain.header("content-encoding"));
      assertEquals("gzip", compressed.header("content-encoding"));
      assertTrue(compressed.body().length < plain.body().length / 4);
      assertArrayEquals(plain.body(), unzipped(compressed));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip;q=0", "identity, gzip; q=0.0", "deflate", "xgzip", ""})
  void doesNotCompressForWhoDoesNotTakeIt(String encodings) throws Exception {
    try (RunningTracker tracker = new TrackerSetup().fullScrape(60).start();
        RawHttp client = tracker.http()) {
      for (int i = 0; i < 100; i++) {
        client.get(Hashes.seed(i, 7001));
      }
      String header = "Accept-Encoding: " + encodings + "\r\n";
      RawReply some = client.get(scrape(IntStream.range(0, 100).toArray()), header);
      RawReply all = client.get("/scrape", header);

      assertEquals("", some.header("content-encoding"));
      assertEquals("", all.header("content-encoding"));
      assertEquals(some.text(), all.text());
    }
  }

  @Test
  void compressesNeitherAnnouncesNorSmallScrapes() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().fullScrape(60).start();
        RawHttp client = tracker.http()) {
      String gzip = "Accept-Encoding: gzip\r\n";

      assertEquals("", client.get(Hashes.seed(1, 7001), gzip).header("content-encoding"));
      assertEquals("", client.get(scrape(1, 2), gzip).header("content-encoding"));
      assertEquals("", client.get("/scrape", gzip).header("content-encoding"));
    }
  }

  @Test
  void compressesALargeFullScrapeForWhoTakesIt() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().fullScrape(60).start();
        RawHttp client = tracker.http()) {
      for (int i = 0; i < 100; i++) {
        client.get(Hashes.seed(i, 7001));
      }
      RawReply plain = client.get("/scrape");
      RawReply compressed = client.get("/scrape", "Accept-Encoding: gzip\r\n");

      assertEquals("", plain.header("content-encoding"));
      assertEquals("gzip", compressed.header("content-encoding"));
      assertArrayEquals(plain.body(), unzipped(compressed));
    }
  }

  private static byte[] unzipped(RawReply reply) throws Exception {
    return new GZIPInputStream(new ByteArrayInputStream(reply.body())).readAllBytes();
  }

  @ParameterizedTest
  @CsvSource({
    "/announce, missing info_hash",
    "/announce?, missing info_hash",
    "/announce?info_hash=short, invalid info_hash: must be 20 bytes",
    "/announce?info_hash=aaaaaaaaaaaaaaaaaaa%zz, invalid escape in info_hash",
    "/announce?info_hash=aaaaaaaaaaaaaaaaaaa%, invalid escape in info_hash",
    "/announce?info_hash=aaaaaaaaaaaaaaaaaaaa, missing peer_id",
    "/announce?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=bbbbbbbbbbbbbbbbbbbb, missing port",
    "/announce?port=0, invalid port",
    "/announce?port=65536, invalid port",
    "/announce?event=resumed, 'invalid event: must be started, stopped, completed, paused or empty'",
    "/scrape?info_hash=short, invalid info_hash: must be 20 bytes",
  })
  void tellsInAReplyOfStatus200WhatIsWrong(String url, String reason) throws Exception {
    RecordingAdmission admission = new RecordingAdmission();
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        RawHttp client = tracker.http()) {
      RawReply reply = client.get(url);

      assertEquals(200, reply.status());
      assertEquals("text/plain", reply.header("content-type"));
      assertEquals("d14:failure reason" + reason.length() + ":" + reason + "e", reply.text());
      assertTrue(admission.isEmpty());
    }
  }

  @Test
  void tellsWhoIsRefusedWhetherToTryAgain() throws Exception {
    assertEquals(
        "d14:failure reason16:not today, later8:retry ini7ee",
        answerOf(Future.failedFuture(RequestException.retryLater("not today, later", 7))));
    assertEquals(
        "d14:failure reason12:unknown user8:retry in5:nevere",
        answerOf(Future.failedFuture(RequestException.refused("unknown user"))));
  }

  @Test
  void keepsItsOwnFailuresToItself() throws Exception {
    String words = "internal error of the tracker, try again later";
    String internal = "d14:failure reason" + words.length() + ":" + words + "8:retry ini1ee";

    try (CapturedLog log = new CapturedLog(HttpTracker.class)) {
      assertEquals(
          internal, answerOf(Future.failedFuture(new IllegalStateException("password=secret"))));
      assertEquals(List.of("password=secret"), log.causes());
    }
  }

  private static String answerOf(Future<Void> admitted) throws Exception {
    RecordingAdmission admission = new RecordingAdmission(request -> admitted);
    try (RunningTracker tracker = new TrackerSetup().admission(admission).start();
        RawHttp client = tracker.http()) {
      RawReply reply = client.get(Hashes.leech(1, 7001));
      assertEquals(200, reply.status());
      assertEquals(0, tracker.totals().torrents());
      return reply.text();
    }
  }

  @Test
  void survivesAnAdmissionThatThrows() throws Exception {
    try (CapturedLog log = new CapturedLog(HttpTracker.class);
        RunningTracker tracker = new TrackerSetup().admission(new BrokenAdmission()).start();
        RawHttp client = tracker.http()) {
      RawReply announce = client.get(Hashes.leech(1, 7001));
      RawReply scrape = client.get(scrape(1));

      assertEquals("internal error of the tracker, try again later", announce.failure());
      assertEquals(200, scrape.status());
      assertEquals(announce.text(), scrape.text());
      assertFalse(announce.text().contains("broken"));
      // An answer is counted once it is written, and before the next request is read.
      assertEquals(200, client.get("/").status());
      assertEquals(1, tracker.count("skep.announces", "outcome", "failed"));
      assertEquals(1, tracker.count("skep.scrapes", "outcome", "failed"));
      assertEquals(2, log.causes().size());
    }
  }

  @Test
  void survivesAnAdmissionThatThrowsAtAFullScrape() throws Exception {
    BrokenAdmission admission = new BrokenAdmission();
    admission.admitsAnnounces();
    try (CapturedLog log = new CapturedLog(HttpTracker.class);
        RunningTracker tracker = new TrackerSetup().admission(admission).fullScrape(60).start();
        RawHttp client = tracker.http()) {
      client.get(Hashes.seed(1, 7001));

      assertEquals(
          "internal error of the tracker, try again later", client.get("/scrape").failure());
      assertEquals(1, log.causes().size());
      admission.mend();
      assertEquals("", client.get("/scrape").failure());
    }
  }

  @Test
  void countsWhatItAnswers() throws Exception {
    try (RunningTracker tracker = new TrackerSetup().start();
        RawHttp client = tracker.http()) {
      client.get(Hashes.leech(1, 7001));
      client.get("/announce?");
      client.get(scrape(1));
      client.get("/scrape");
      // An answer is counted once it is written, and before the next request is read.
      assertEquals(200, client.get("/").status());

      String[] announced = {"transport", "http", "family", "ipv4", "event", "started"};
      assertEquals(1, tracker.count("skep.announces", announced));
      assertEquals(1, tracker.count("skep.announces", "outcome", "malformed"));
      assertEquals(1, tracker.count("skep.scrapes", "outcome", "ok", "transport", "http"));
      assertEquals(1, tracker.count("skep.scrapes", "outcome", "refused"));
    }
  }
}
