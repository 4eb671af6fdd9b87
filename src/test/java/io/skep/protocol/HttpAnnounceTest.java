package io.skep.protocol;

import static io.skep.protocol.Samples.INFO_HASH;
import static io.skep.protocol.Samples.INFO_HASH_ESCAPED;
import static io.skep.protocol.Samples.OTHER_HASH;
import static io.skep.protocol.Samples.OTHER_HASH_ESCAPED;
import static io.skep.protocol.Samples.PEER_ID;
import static io.skep.protocol.Samples.PEER_ID_TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The queries of BEP 3, 7, 21 and 23 as clients write them. */
class HttpAnnounceTest {
  private static final String REQUIRED =
      "info_hash=" + INFO_HASH_ESCAPED + "&peer_id=" + PEER_ID_TEXT + "&port=6881";

  @Test
  void everyParameter() throws RequestException {
    String url =
        "/announce?"
            + REQUIRED
            + "&uploaded=1&downloaded=2&left=3&corrupt=4&key=DEADBEEF&event=started&numwant=80"
            + "&compact=1&no_peer_id=1&ip=192.0.2.1&passkey=secret&supportcrypto=1&redundant=0";
    assertEquals(
        new HttpAnnounce(
            INFO_HASH,
            PEER_ID,
            6881,
            Event.STARTED,
            1,
            2,
            3,
            4,
            0xDEADBEEF,
            80,
            true,
            true,
            "192.0.2.1",
            "secret"),
        HttpAnnounce.parse(url, url.indexOf('?') + 1));
  }

  @Test
  void onlyWhatIsRequired() throws RequestException {
    assertEquals(
        new HttpAnnounce(
            INFO_HASH,
            PEER_ID,
            6881,
            Event.NONE,
            0,
            0,
            AnnounceRequest.LEFT_UNKNOWN,
            0,
            0,
            -1,
            true,
            false,
            "",
            ""),
        parse(REQUIRED));
  }

  @Test
  void everyByteSurvives() throws RequestException {
    for (int first = 0; first < 256; first++) {
      byte[] bytes = new byte[20];
      StringBuilder escaped = new StringBuilder();
      StringBuilder mixed = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        int octet = (first + i) & 0xFF;
        bytes[i] = (byte) octet;
        escaped.append("%%%02x".formatted(octet));
        boolean plain = octet > ' ' && octet < 0x7F && "%&+#=?".indexOf(octet) < 0;
        mixed.append(plain ? String.valueOf((char) octet) : "%%%02X".formatted(octet));
      }
      InfoHash expected = InfoHash.read(bytes, 0);
      String rest = "&peer_id=" + PEER_ID_TEXT + "&port=1";
      assertEquals(expected, parse("info_hash=" + escaped + rest).infoHash());
      assertEquals(expected, parse("info_hash=" + mixed + rest).infoHash());
    }
  }

  @Test
  void plusIsASpace() throws RequestException {
    HttpAnnounce announce =
        parse("info_hash=" + "+".repeat(20) + "&peer_id=" + PEER_ID_TEXT + "&port=1");
    assertEquals(InfoHash.parse("20".repeat(20)), announce.infoHash());
  }

  @Test
  void theLastOfARepeatedParameterCounts() throws RequestException {
    HttpAnnounce announce = parse(REQUIRED + "&port=7&info_hash=" + OTHER_HASH_ESCAPED);
    assertEquals(7, announce.port());
    assertEquals(OTHER_HASH, announce.infoHash());
  }

  @ParameterizedTest
  @CsvSource({
    "'', NONE",
    "empty, NONE",
    "started, STARTED",
    "stopped, STOPPED",
    "completed, COMPLETED",
    "paused, PAUSED"
  })
  void events(String word, Event event) throws RequestException {
    assertEquals(event, parse(REQUIRED + "&event=" + word).event());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "-9223372036854775808", "9223372036854775807", "99999999999999999999"})
  void leftThatIsNotKnown(String left) throws RequestException {
    assertEquals(AnnounceRequest.LEFT_UNKNOWN, parse(REQUIRED + "&left=" + left).left());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "50, 50", "-1, -1", "-7, -1", "99999999999, 2147483647"})
  void numwant(String text, int expected) throws RequestException {
    assertEquals(expected, parse(REQUIRED + "&numwant=" + text).numwant());
  }

  @Test
  void compactUnlessItSaysNo() throws RequestException {
    assertFalse(parse(REQUIRED + "&compact=0").compact());
    assertTrue(parse(REQUIRED + "&compact=1").compact());
    assertFalse(parse(REQUIRED + "&no_peer_id=0").noPeerId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ip", "ipv4", "ipv6"})
  void claimedAddresses(String name) throws RequestException {
    assertEquals("2001:db8::1", parse(REQUIRED + "&" + name + "=2001%3adb8%3a%3A1").claimedIp());
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "0, 0", "7f, 127", "deadbeef, -559038737", "DEADBEEF, -559038737"})
  void keysThatAreNumbers(String text, int key) {
    assertEquals(key, HttpAnnounce.parseKey(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deadbeef0", "xyz", "-1", "+1"})
  void keysThatAreNone(String text) {
    assertEquals(text.hashCode(), HttpAnnounce.parseKey(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'', missing info_hash",
    "'peer_id=-XX0100-abcdefghijkl&port=1', missing info_hash",
    "'info_hash=aaaaaaaaaaaaaaaaaaaa&port=1', missing peer_id",
    "'info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-XX0100-abcdefghijkl', missing port",
    "'info_hash=aaaaaaaaaaaaaaaaaaa', invalid info_hash: must be 20 bytes",
    "'info_hash=aaaaaaaaaaaaaaaaaaaaa', invalid info_hash: must be 20 bytes",
    "'info_hash=', missing info_hash",
    "'peer_id=short', invalid peer_id: must be 20 bytes",
    "'info_hash=%', invalid escape in info_hash",
    "'info_hash=%a', invalid escape in info_hash",
    "'info_hash=%zz', invalid escape in info_hash",
    "'port=0', invalid port",
    "'port=65536', invalid port",
    "'port=-1', invalid port",
    "'port=%2', invalid escape in port",
    "'port=%31x', invalid port: must be a whole number",
    "'port=1x', invalid port: must be a whole number",
    "'port=-', invalid port: must be a whole number",
    "'uploaded=-1', invalid uploaded: out of range",
    "'downloaded=9223372036854775808', invalid downloaded: out of range",
    "'corrupt=99999999999999999999999', invalid corrupt: out of range",
    "'event=begun', 'invalid event: must be started, stopped, completed, paused or empty'",
    "'passkey=a/b', invalid passkey"
  })
  void whatIsRefused(String query, String reason) {
    RequestException refused = assertThrows(RequestException.class, () -> parse(query));
    assertEquals(reason, refused.reason());
    assertEquals(RequestException.RETRY_UNSAID, refused.retryMinutes());
  }

  @Test
  void theRequestOfEveryTransport() throws RequestException {
    HttpAnnounce announce = parse(REQUIRED + "&left=0&key=1&passkey=query&compact=0");
    PeerAddress seen = PeerAddress.ipv4(0xC0000201, 4711);
    AnnounceRequest request = announce.toRequest(seen, "");
    assertEquals(PeerAddress.ipv4(0xC0000201, 6881), request.address());
    assertEquals(AddressFamilies.BOTH, request.families());
    assertTrue(request.isSeeder());
    assertTrue(request.wantsPeerIds());
    assertEquals("query", request.passkey());
    assertEquals("path", announce.toRequest(seen, "path").passkey());
    assertFalse(parse(REQUIRED + "&compact=0&no_peer_id=1").toRequest(seen, "").wantsPeerIds());
    assertFalse(parse(REQUIRED).toRequest(seen, "").wantsPeerIds());
  }

  private static HttpAnnounce parse(String query) throws RequestException {
    return HttpAnnounce.parse(query, 0);
  }

  @Test
  void aNumberMayBeEscapedAndANameMayHaveNoValue() throws RequestException {
    HttpAnnounce announce =
        HttpAnnounce.parse(
            "info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=bbbbbbbbbbbbbbbbbbbb&port=%37%30&left=&numwant="
                + "&event=&key=",
            0);

    assertEquals(70, announce.port());
    assertEquals(AnnounceRequest.LEFT_UNKNOWN, announce.left());
    assertEquals(-1, announce.numwant());
    assertEquals(Event.NONE, announce.event());
    assertEquals(0, announce.key());
  }
}
