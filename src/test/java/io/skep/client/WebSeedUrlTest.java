package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bencode.BencodeWriter;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSeedUrlTest {
  private static Metainfo oneFile() throws MetainfoException {
    BencodeWriter info = new BencodeWriter(128).beginDictionary();
    info.key("length").integer(10).key("name").string("ä b").key("piece length").integer(16384);
    info.key("pieces").bytes(new byte[20]);
    return Metainfo.ofInfo(info.end().toByteArray(), List.of(), List.of());
  }

  private static Metainfo folder() throws MetainfoException {
    BencodeWriter info = new BencodeWriter(128).beginDictionary();
    info.key("files").beginList();
    info.beginDictionary().key("length").integer(10).key("path").beginList();
    info.string("x;y").string("~a'(1)*+%&.txt").end().end().end();
    info.key("name").string("all/".substring(0, 3)).key("piece length").integer(16384);
    info.key("pieces").bytes(new byte[20]);
    return Metainfo.ofInfo(info.end().toByteArray(), List.of(), List.of());
  }

  private static String url(String written, Metainfo metainfo) throws Exception {
    TrackerUrl url = WebSeedUrl.parse(written, metainfo).of(0);
    return url + url.httpTarget();
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/pub/file.bin, http://h:80/pub/file.bin",
    "https://h/pub/, https://h:443/pub/%C3%A4%20b",
    "http://h:81, http://h:81/%C3%A4%20b",
    "http://h/get?id=7, http://h:80/get?id=7",
    "http://h/get/?id=7, http://h:80/get/%C3%A4%20b?id=7",
    "http://h/a b/%41, http://h:80/a%20b/%41",
    "http://[::1]:8080/x, http://[::1]:8080/x",
  })
  void oneFileIsItselfOrInAFolder(String written, String expected) throws Exception {
    assertEquals(expected, url(written, oneFile()));
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/pub/, http://h:80/pub/",
    "http://h/pub, http://h:80/pub/",
    "http://h, http://h:80/",
    "http://h/pub?x=1, http://h:80/pub/",
  })
  void severalAreInAFolder(String written, String expected) throws Exception {
    String query = written.contains("?") ? "?x=1" : "";
    assertEquals(
        expected + "all/x%3By/~a%27%281%29%2A%2B%25%26.txt" + query, url(written, folder()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ftp://h/pub/",
        "udp://h:80/pub/",
        "/pub/",
        "http:///pub/",
        "http://user@h/pub/",
        "http://h:99999/",
        "http://h/\u0001",
        "http://127.0.0.1/shutdown?now",
        "http://localhost:8080/shutdown?now",
        "http://192.168.1.1/reset?yes",
        "http://169.254.169.254/?x",
        "http://[::1]/?x",
        "http://[fd00::1]/?x",
      })
  void whatIsNoneOrADangerIsRefused(String written) {
    assertTrue(assertThrows(WebSeedException.class, () -> url(written, oneFile())).isUseless());
  }

  @Test
  void showsNoPath() throws Exception {
    assertEquals("http://h:80", WebSeedUrl.parse("http://h/secret/", oneFile()).toString());
  }

  @Test
  void knowsWhatIsNearby() {
    assertTrue(WebSeedUrl.isNearby("127.5.5.5"));
    assertTrue(WebSeedUrl.isNearby("10.0.0.1"));
    assertTrue(WebSeedUrl.isNearby("0.0.0.0"));
    assertTrue(WebSeedUrl.isNearby("LOCALHOST"));
    assertTrue(WebSeedUrl.isNearby("fe80::1"));
    assertFalse(WebSeedUrl.isNearby("8.8.8.8"));
    assertFalse(WebSeedUrl.isNearby("example.org"));
    assertFalse(WebSeedUrl.isNearby("2001:db8::1"));
  }
}
