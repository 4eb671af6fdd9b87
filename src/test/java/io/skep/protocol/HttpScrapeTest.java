package io.skep.protocol;

import static io.skep.protocol.Samples.INFO_HASH;
import static io.skep.protocol.Samples.INFO_HASH_ESCAPED;
import static io.skep.protocol.Samples.OTHER_HASH;
import static io.skep.protocol.Samples.OTHER_HASH_ESCAPED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The queries of BEP 48. */
class HttpScrapeTest {
  @Test
  void severalSwarmsInTheirOrder() throws RequestException {
    assertEquals(
        new ScrapeRequest(List.of(OTHER_HASH, INFO_HASH), ""),
        parse("info_hash=" + OTHER_HASH_ESCAPED + "&info_hash=" + INFO_HASH_ESCAPED, ""));
  }

  @Test
  void allSwarms() throws RequestException {
    assertEquals(new ScrapeRequest(List.of(), ""), parse("", ""));
    assertEquals(new ScrapeRequest(List.of(), ""), parse("nonce=1", ""));
  }

  @Test
  void thePathsPasskeyBeforeTheQuerys() throws RequestException {
    assertEquals("query", parse("passkey=query", "").passkey());
    assertEquals("path", parse("passkey=query", "path").passkey());
  }

  @Test
  void tooMany() {
    assertRefused("too many info_hash: at most 2", "info_hash=aaaaaaaaaaaaaaaaaaaa&".repeat(3));
  }

  @Test
  void whatIsRefused() {
    assertRefused("invalid info_hash: must be 20 bytes", "info_hash=a");
    assertRefused("invalid escape in info_hash", "info_hash=%g0");
    assertRefused("invalid passkey", "passkey=%2f");
  }

  private static void assertRefused(String reason, String query) {
    RequestException refused = assertThrows(RequestException.class, () -> parse(query, ""));
    assertEquals(reason, refused.reason());
  }

  private static ScrapeRequest parse(String query, String passkey) throws RequestException {
    return HttpScrape.parse("/scrape?" + query, 8, passkey, 2);
  }
}
