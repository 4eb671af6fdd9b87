package io.skep.protocol;

import static io.skep.protocol.Samples.INFO_HASH;
import static io.skep.protocol.Samples.INFO_HASH_ESCAPED;
import static io.skep.protocol.Samples.OTHER_HASH;
import static io.skep.protocol.Samples.OTHER_HASH_ESCAPED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URLs of BEP 48. */
class HttpScrapeQueryTest {
  @ParameterizedTest
  @CsvSource({
    "http://example.com/announce, http://example.com/scrape",
    "http://example.com/x/announce, http://example.com/x/scrape",
    "http://example.com/announce.php, http://example.com/scrape.php",
    "http://example.com/announce?x2%0644, http://example.com/scrape?x2%0644",
    "/announce, /scrape",
    "/k/announce, /k/scrape",
    "/announce/k, /scrape/k",
    "/announce/k?a=b, /scrape/k?a=b",
    "/scrape, /scrape",
    "/scrape.php?a=b, /scrape.php?a=b",
    "/scrape/k, /scrape/k",
    "http://announce.example.com/announce, http://announce.example.com/scrape"
  })
  void urlsThatAnswerScrapes(String announce, String scrape) {
    assertEquals(Optional.of(scrape), HttpScrapeQuery.scrapeUrl(announce));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "announce",
        "/",
        "/a",
        "http://example.com/a",
        "http://example.com/announce?x=2/4",
        "http://example.com/x%064announce",
        "/announced/k",
        "/announce/k/more"
      })
  void urlsThatAnswerNone(String announce) {
    assertEquals(Optional.empty(), HttpScrapeQuery.scrapeUrl(announce));
  }

  @Test
  void everySwarmHasItsParameter() throws RequestException {
    List<InfoHash> swarms = List.of(INFO_HASH, OTHER_HASH);
    String written = HttpScrapeQuery.write("/scrape", swarms);
    assertEquals(
        "/scrape?info_hash=" + INFO_HASH_ESCAPED + "&info_hash=" + OTHER_HASH_ESCAPED, written);
    assertEquals(new ScrapeRequest(swarms, ""), HttpScrape.parse(written, 8, "", 2));
  }

  @Test
  void theUrlsOwnQueryStays() {
    assertEquals(
        "/scrape?passkey=k&info_hash=" + INFO_HASH_ESCAPED,
        HttpScrapeQuery.write("/scrape?passkey=k", List.of(INFO_HASH)));
  }

  @Test
  void aScrapeOfNothingIsABug() {
    assertThrows(IllegalArgumentException.class, () -> HttpScrapeQuery.write("/scrape", List.of()));
  }
}
