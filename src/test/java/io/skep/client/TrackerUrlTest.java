package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.client.TrackerException.Fault;
import io.skep.client.TrackerUrl.Scheme;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackerUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://t.example/announce, HTTP, t.example, 80, /announce",
    "HTTPS://t.example/a%20b?c=%ff, HTTPS, t.example, 443, /a%20b?c=%ff",
    "http://t.example:6969, HTTP, t.example, 6969, ''",
    "http://t.example:/x, HTTP, t.example, 80, /x",
    "udp://10.0.0.1:1/x?y=z#part, UDP, 10.0.0.1, 1, /x?y=z",
    "udp://[2001:db8::1]:6969/announce, UDP, 2001:db8::1, 6969, /announce",
    "http://my_tracker:6969/announce, HTTP, my_tracker, 6969, /announce",
    "http://t.example/\u00fc, HTTP, t.example, 80, /%C3%BC"
  })
  void parts(String url, Scheme scheme, String host, int port, String target)
      throws TrackerException {
    assertEquals(new TrackerUrl(scheme, host, port, target), TrackerUrl.parse(URI.create(url)));
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://t.example/, 'a tracker''s URL begins with http://, https:// or udp://'",
    "announce, 'a tracker''s URL begins with http://, https:// or udp://'",
    "http:/announce, the tracker's URL has no host",
    "udp://t.example/announce, a udp:// URL needs a port",
    "http://t.example:0/, no such port: 0",
    "http://t.example:65536/, no such port: 65536",
    "http://user:word@t.example/, a user's name in the tracker's URL is not supported"
  })
  void whatCannotBeAsked(String url, String message) {
    TrackerException refused =
        assertThrows(TrackerException.class, () -> TrackerUrl.parse(URI.create(url)));
    assertEquals(Fault.UNSUPPORTED, refused.fault());
    assertEquals(message, refused.getMessage());
  }

  @Test
  void noPasskeyIsShown() throws TrackerException {
    String shown =
        TrackerUrl.parse(URI.create("http://t.example/secret/announce?k=secret")).toString();
    assertEquals("http://t.example:80", shown);
    assertFalse(shown.contains("secret"));
    assertEquals("udp://[::1]:7", TrackerUrl.parse(URI.create("udp://[::1]:7/secret")).toString());
  }
}
