package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.skep.bittorrent.RequestException;
import io.skep.bittorrent.ScrapeRequest;

/**
 * Whatever comes in as a URL is refused with words for the client, or means the same when the
 * client writes it again.
 *
 * <p>One method, since Jazzer fuzzes but one of a class. Without {@code JAZZER_FUZZ=1} this runs
 * the kept inputs only: {@code src/test/resources/io/skep/protocol/HttpQueryFuzzTestInputs}.
 */
class HttpQueryFuzzTest {
  private static final int MAX_HASHES = 20;

  @FuzzTest(maxDuration = "10s")
  void readsOrRefuses(byte[] input) throws RequestException {
    String url = Samples.text(input);
    readsOrRefusesAnnounce(url);
    readsOrRefusesScrape(url);
  }

  private static void readsOrRefusesAnnounce(String url) throws RequestException {
    HttpAnnounce announce;
    try {
      announce = HttpAnnounce.parse(url, queryStart(url));
    } catch (RequestException refused) {
      return;
    }
    String written = HttpAnnounceQuery.write("/announce", announce, "");
    assertEquals(announce, HttpAnnounce.parse(written, queryStart(written)));
  }

  private static void readsOrRefusesScrape(String url) throws RequestException {
    int start = queryStart(url);
    TrackerPath path = TrackerPath.parse(url, start == url.length() ? start : start - 1);
    ScrapeRequest scrape;
    try {
      TrackerPath.parseUrlData(url);
      scrape = HttpScrape.parse(url, start, path.passkey(), MAX_HASHES);
    } catch (RequestException refused) {
      return;
    }
    if (!scrape.infoHashes().isEmpty()) {
      String written = HttpScrapeQuery.write("/scrape", scrape.infoHashes());
      assertEquals(
          scrape, HttpScrape.parse(written, queryStart(written), scrape.passkey(), MAX_HASHES));
    }
  }

  private static int queryStart(String url) {
    int mark = url.indexOf('?');
    return mark < 0 ? url.length() : mark + 1;
  }
}
