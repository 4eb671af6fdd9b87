package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.bittorrent.RequestException;
import io.skep.protocol.TrackerPath.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerPathTest {
  @ParameterizedTest
  @CsvSource({
    "/announce, ANNOUNCE, ''",
    "/announce/, ANNOUNCE, ''",
    "/announce.php, ANNOUNCE, ''",
    "/announce/aZ09-_, ANNOUNCE, aZ09-_",
    "/announce/k/, ANNOUNCE, k",
    "/k/announce, ANNOUNCE, k",
    "/k/announce.php, ANNOUNCE, k",
    "/scrape, SCRAPE, ''",
    "/scrape.php, SCRAPE, ''",
    "/scrape/k, SCRAPE, k",
    "/k/scrape, SCRAPE, k"
  })
  void whatIsAsked(String path, Action action, String passkey) {
    assertEquals(new TrackerPath(action, passkey), TrackerPath.parse(path, path.length()));
    assertEquals(
        new TrackerPath(action, passkey), TrackerPath.parse(path + "?a=/b", path.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "announce",
        "/announced",
        "/stats.json",
        "/a/b/announce",
        "/k/k/scrape",
        "/announce/a%20b",
        "/announce/a.b",
        "/announce/../x",
        "/k:k/announce"
      })
  void anythingElse(String path) {
    assertEquals(new TrackerPath(Action.NONE, ""), TrackerPath.parse(path, path.length()));
  }

  @Test
  void passkeysHaveABound() {
    String longest = "k".repeat(128);
    assertEquals(
        new TrackerPath(Action.ANNOUNCE, longest), TrackerPath.parse("/announce/" + longest, 138));
    assertEquals(
        new TrackerPath(Action.NONE, ""), TrackerPath.parse("/announce/" + longest + "k", 139));
  }

  @ParameterizedTest
  @CsvSource({
    "/announce, ANNOUNCE, ''",
    "/announce/k?a=b, ANNOUNCE, k",
    "/announce?passkey=k, ANNOUNCE, k",
    "/announce?a=b&passkey=k, ANNOUNCE, k",
    "/announce/k?passkey=other, ANNOUNCE, k",
    "'', NONE, ''"
  })
  void urlDataOfUdpAnnounces(String urlData, Action action, String passkey)
      throws RequestException {
    assertEquals(new TrackerPath(action, passkey), TrackerPath.parseUrlData(urlData));
  }

  @Test
  void impossiblePasskeysOfUdpAnnounces() {
    RequestException refused =
        assertThrows(
            RequestException.class, () -> TrackerPath.parseUrlData("/announce?passkey=a%20b"));
    assertEquals("invalid passkey", refused.reason());
  }
}
