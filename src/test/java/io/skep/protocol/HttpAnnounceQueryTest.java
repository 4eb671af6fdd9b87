package io.skep.protocol;

import static io.skep.protocol.Samples.INFO_HASH;
import static io.skep.protocol.Samples.INFO_HASH_ESCAPED;
import static io.skep.protocol.Samples.PEER_ID;
import static io.skep.protocol.Samples.PEER_ID_TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The queries of BEP 3, 7, 21 and 23 as Skep's client writes them. */
class HttpAnnounceQueryTest {
  private static final String BEGIN =
      "info_hash=" + INFO_HASH_ESCAPED + "&peer_id=" + PEER_ID_TEXT + "&port=6881";

  @Test
  void everyParameter() {
    assertEquals(
        "/announce?"
            + BEGIN
            + "&uploaded=1&downloaded=2&left=3&corrupt=4&key=0000BEEF&event=started&numwant=80"
            + "&compact=1&no_peer_id=1&ip=2001%3Adb8%3A%3A1&passkey=secret&trackerid=a%26%FF",
        HttpAnnounceQuery.write(
            "/announce",
            new HttpAnnounce(
                INFO_HASH,
                PEER_ID,
                6881,
                Event.STARTED,
                1,
                2,
                3,
                4,
                0xBEEF,
                80,
                true,
                true,
                "2001:db8::1",
                "secret"),
            "a&\u00ff"));
  }

  @Test
  void onlyWhatMustBeSaid() {
    assertEquals(
        "/announce?" + BEGIN + "&uploaded=0&downloaded=0&left=9223372036854775807&compact=0",
        HttpAnnounceQuery.write("/announce", plain(Event.NONE), ""));
  }

  @ParameterizedTest
  @CsvSource({
    "http://t.example/announce, http://t.example/announce?",
    "http://t.example/announce?, http://t.example/announce?",
    "http://t.example/announce?passkey=k, http://t.example/announce?passkey=k&",
    "http://t.example/announce?passkey=k&, http://t.example/announce?passkey=k&",
    "http://t.example/announce#part, http://t.example/announce?",
    "http://t.example/a?b=c#d?e, http://t.example/a?b=c&"
  })
  void urlsWithAQueryOfTheirOwn(String url, String expected) {
    String written = HttpAnnounceQuery.write(url, plain(Event.NONE), "");
    assertEquals(expected, written.substring(0, written.indexOf("info_hash=")));
  }

  @ParameterizedTest
  @EnumSource(Event.class)
  void theServerReadsWhatTheClientWrites(Event event) throws RequestException {
    HttpAnnounce announce = plain(event);
    assertEquals(
        announce, HttpAnnounce.parse(HttpAnnounceQuery.write("/announce?", announce, ""), 10));
  }

  private static HttpAnnounce plain(Event event) {
    return new HttpAnnounce(
        INFO_HASH,
        PEER_ID,
        6881,
        event,
        0,
        0,
        AnnounceRequest.LEFT_UNKNOWN,
        0,
        0,
        -1,
        false,
        false,
        "",
        "");
  }
}
