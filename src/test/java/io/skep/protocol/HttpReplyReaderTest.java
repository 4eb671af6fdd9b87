package io.skep.protocol;

import static io.skep.protocol.Samples.INFO_HASH;
import static io.skep.protocol.Samples.OTHER_HASH;
import static io.skep.protocol.Samples.PEER_ID;
import static io.skep.protocol.Samples.PEER_ID_TEXT;
import static io.skep.protocol.Samples.bytes;
import static io.skep.protocol.Samples.raw;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.bittorrent.AnnounceResponse;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeResponse;
import io.skep.bittorrent.ScrapeResponse.Swarm;
import io.skep.bittorrent.SwarmCounts;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers of BEP 3, 7, 21, 23, 24, 31 and 48 as trackers write them, and what is none. */
class HttpReplyReaderTest {
  private static final byte[] NONE = new byte[0];
  private static final String IPV4 = "\u00c0\u0000\u0002\u0001\u001a\u00e1";
  private static final String IPV6 = " \u0001\r\u00b8" + "\u0000".repeat(11) + "\u0001\u001a\u00e9";

  @Test
  void everythingThatAnAnswerCanSay() throws Exception {
    String reply =
        "d8:completei2e10:downloadedi50e11:external ip4:\u00c63d\u0002"
            + "10:incompletei3e8:intervali1800e12:min intervali900e5:peers6:"
            + IPV4
            + "6:peers618:"
            + IPV6
            + "10:tracker id3:a\u00ffb15:warning message4:soone";
    assertEquals(
        new TrackerAnswer(
            1800,
            OptionalInt.of(900),
            OptionalInt.of(2),
            OptionalInt.of(3),
            OptionalInt.of(50),
            new PeerList(bytes(IPV4), bytes(IPV6), NONE),
            PeerAddress.ipv4(0xC6336402, 0),
            "soon",
            "a\u00ffb"),
        HttpReplyReader.readAnnounce(bytes(reply)));
  }

  @Test
  void theLeastThatAnAnswerCanSay() throws Exception {
    TrackerAnswer answer = announce("d8:intervali60ee");
    assertEquals(60, answer.interval());
    assertEquals(PeerList.EMPTY, answer.peers());
    assertEquals(OptionalInt.empty(), answer.complete());
    assertNull(answer.externalAddress());
  }

  @Test
  void peersAsDictionaries() throws Exception {
    String reply =
        "d8:intervali60e5:peersl"
            + "d2:ip11:2001:db8::17:peer id20:"
            + PEER_ID_TEXT
            + "4:porti6889ee"
            + "d2:ip9:192.0.2.17:peer id20:aaaaaaaaaaaaaaaaaaaa4:porti6881ee"
            + "d2:ip12:evil.example4:porti1ee"
            + "ee";
    assertEquals(
        new PeerList(bytes(IPV4), bytes(IPV6), bytes("a".repeat(20) + PEER_ID_TEXT)),
        announce(reply).peers());
    assertEquals(PEER_ID, announce(reply).peers().entries().get(1).id());
  }

  @Test
  void peerIdsCountOnlyWhereEveryPeerHasOne() throws Exception {
    String reply =
        "d8:intervali60e5:peersl"
            + "d2:ip9:192.0.2.17:peer id20:aaaaaaaaaaaaaaaaaaaa4:porti6881ee"
            + "d2:ip9:192.0.2.17:peer id3:abc4:porti6881eeee";
    assertEquals(new PeerList(bytes(IPV4 + IPV4), NONE, NONE), announce(reply).peers());
  }

  @Test
  void keysInAnyOrder() throws Exception {
    assertEquals(60, announce("d5:peers0:8:intervali60ee").interval());
  }

  @Test
  void theClientReadsWhatTheServerWrites() throws Exception {
    PeerList peers = new PeerList(bytes(IPV4), bytes(IPV6), NONE);
    AnnounceResponse response =
        new AnnounceResponse(
            1800, 900, new SwarmCounts(2, 3, 50, 3), peers, PeerAddress.ipv4(0xC6336402, 0));
    for (boolean compact : new boolean[] {true, false}) {
      TrackerAnswer answer = HttpReplyReader.readAnnounce(HttpReply.announce(response, compact));
      assertEquals(peers, answer.peers());
      assertEquals(response.externalAddress(), answer.externalAddress());
      assertEquals(OptionalInt.of(900), answer.minInterval());
      assertEquals(OptionalInt.of(50), answer.downloaded());
    }
  }

  @Test
  void warningsAreMadePlain() throws Exception {
    assertEquals(
        "\ufffd[2Jhi", announce("d8:intervali60e15:warning message6:\u001b[2Jhie").warning());
  }

  @Test
  void anExternalAddressThatIsNone() throws Exception {
    assertNull(announce("d11:external ip9:192.0.2.18:intervali60ee").externalAddress());
  }

  @ParameterizedTest
  @CsvSource({
    "d14:failure reason4:gonee, -1",
    "d14:failure reason4:gone8:retry in5:nevere, 0",
    "d14:failure reason4:gone8:retry ini5ee, 5",
    "d14:failure reason4:gone8:retry ini0ee, -1",
    "d14:failure reason4:gone8:retry ini-5ee, -1",
    "d14:failure reason4:gone8:retry ini99999999999ee, -1",
    "d14:failure reason4:gone8:retry in5:latere, -1",
    "d14:failure reason4:gone8:intervali60e5:peers0:e, -1"
  })
  void refusals(String reply, int retryMinutes) {
    RequestException refused = assertThrows(RequestException.class, () -> announce(reply));
    assertEquals("gone", refused.reason());
    assertEquals(retryMinutes, refused.retryMinutes());
    assertThrows(RequestException.class, () -> HttpReplyReader.readScrape(bytes(reply), List.of()));
    assertThrows(RequestException.class, () -> HttpReplyReader.readFailure(bytes(reply)));
  }

  @Test
  void aRefusalWithoutWords() {
    RequestException refused =
        assertThrows(RequestException.class, () -> announce("d14:failure reason0:e"));
    assertEquals("no reason given", refused.reason());
  }

  @Test
  void aRefusalComesThroughWhole() {
    RequestException said = RequestException.retryLater("too early", 3);
    RequestException heard =
        assertThrows(
            RequestException.class, () -> HttpReplyReader.readAnnounce(HttpReply.failure(said)));
    assertEquals(said.reason(), heard.reason());
    assertEquals(said.retryMinutes(), heard.retryMinutes());
  }

  @ParameterizedTest
  @CsvSource({
    "'', it is not bencoded: the input ends too early at byte 0",
    "<html>, it is not bencoded: no value begins so at byte 0",
    "d8:intervali60e, it is not bencoded: the input ends too early at byte 15",
    "d8:intervali60eex, it is not bencoded: there is more after the value at byte 16",
    "d8:intervali60e8:intervali1ee, it is not bencoded: a dictionary has the same key twice at byte 15",
    "le, it is not a dictionary",
    "i5e, it is not a dictionary",
    "de, it has no interval",
    "d8:interval2:60e, its interval is not a number",
    "d8:intervali0ee, its interval is 0",
    "d8:intervali-1ee, its interval is out of range: -1",
    "d8:intervali2147483648ee, its interval is out of range: 2147483648",
    "d8:completei-1e8:intervali60ee, its complete is out of range: -1",
    "d8:intervali60e5:peersi1ee, its peers is no list of peers",
    "d8:intervali60e5:peers7:1234567e, 'its peers is 7 bytes long, not a multiple of 6'",
    "d8:intervali60e6:peers66:123456e, 'its peers6 is 6 bytes long, not a multiple of 18'",
    "d8:intervali60e6:peers6lee, its peers6 is no list of peers",
    "d8:intervali60e5:peersl3:abcee, it is not a dictionary",
    "d8:intervali60e5:peersldeee, one of its peers has no ip or no port",
    "d8:intervali60e5:peersld2:ip9:192.0.2.1eee, one of its peers has no ip or no port",
    "d8:intervali60e5:peersld2:ip9:192.0.2.14:porti65536eeee,"
        + " one of its peers has no possible port: 65536",
    "d8:intervali60e15:warning messagei1ee, its warning message is not a string",
    "d14:failure reasoni1ee, its failure reason is not a string"
  })
  void whatIsNoAnswer(String reply, String reason) {
    HttpReplyException refused = assertThrows(HttpReplyException.class, () -> announce(reply));
    assertEquals(reason, refused.getMessage());
  }

  @Test
  void everyAnswerThatIsCutShort() {
    String reply = "d8:completei2e8:intervali1800e5:peers6:" + IPV4 + "e";
    for (int length = 0; length < reply.length(); length++) {
      String cut = reply.substring(0, length);
      assertThrows(HttpReplyException.class, () -> announce(cut), cut);
    }
  }

  @Test
  void deepNesting() {
    assertThrows(HttpReplyException.class, () -> announce("l".repeat(1_000_000)));
    assertThrows(HttpReplyException.class, () -> announce("d1:a".repeat(200_000)));
  }

  @Test
  void scrape() throws Exception {
    String reply =
        "d5:filesd20:"
            + raw(INFO_HASH)
            + "d8:completei5e10:downloadedi50e10:incompletei7ee3:odd0:20:"
            + raw(OTHER_HASH)
            + "d8:completei1e10:downloadedi3e11:downloadersi1e10:incompletei2eeee";
    assertEquals(
        new ScrapeResponse(
            List.of(
                new Swarm(OTHER_HASH, new SwarmCounts(1, 2, 3, 1), true),
                new Swarm(INFO_HASH, new SwarmCounts(5, 7, 50, 7), true))),
        HttpReplyReader.readScrape(bytes(reply), List.of(OTHER_HASH, INFO_HASH)));
  }

  @Test
  void scrapeOfUnknownSwarms() throws Exception {
    assertEquals(
        new ScrapeResponse(List.of(new Swarm(INFO_HASH, SwarmCounts.EMPTY, false))),
        HttpReplyReader.readScrape(bytes("d5:filesdee"), List.of(INFO_HASH)));
  }

  @Test
  void theClientReadsTheScrapeThatTheServerWrites() throws Exception {
    ScrapeResponse response =
        new ScrapeResponse(
            List.of(
                new Swarm(OTHER_HASH, new SwarmCounts(1, 2, 3, 1), true),
                new Swarm(INFO_HASH, SwarmCounts.EMPTY, false)));
    assertEquals(
        response,
        HttpReplyReader.readScrape(
            HttpReply.scrape(response, 900), List.of(OTHER_HASH, INFO_HASH)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "de",
        "d5:filesi1ee",
        "d5:filesd20:\u0001#Eg\u0089\u00ab\u00cd\u00ef\u0001#Eg\u0089\u00ab\u00cd\u00ef\u0001#Egi1eee",
        "d5:filesd20:\u0001#Eg\u0089\u00ab\u00cd\u00ef\u0001#Eg\u0089\u00ab\u00cd\u00ef\u0001#Eg"
            + "d8:completei-1eeee"
      })
  void whatIsNoScrape(String reply) {
    assertThrows(
        HttpReplyException.class,
        () -> HttpReplyReader.readScrape(bytes(reply), List.of(INFO_HASH)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>404</html>", "de", "d8:intervali60ee"})
  void bodiesWithoutARefusal(String body) {
    assertDoesNotThrow(() -> HttpReplyReader.readFailure(bytes(body)));
  }

  private static TrackerAnswer announce(String reply) throws RequestException, HttpReplyException {
    return HttpReplyReader.readAnnounce(bytes(reply));
  }
}
