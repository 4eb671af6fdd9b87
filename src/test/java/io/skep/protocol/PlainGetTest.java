package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.skep.protocol.PlainGet.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainGetTest {
  private static final String HOST = "Host: t\r\n";

  private final PlainGet get = new PlainGet("X-Forwarded-For");

  static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  private Verdict read(String text) {
    return get.read(bytes(text));
  }

  @Test
  void readsAnAnnounceAndLeavesWhatIsBehindIt() {
    ByteBuf in = bytes("GET /announce?info_hash=%00a HTTP/1.1\r\nhost: t\r\n\r\nGET /next");

    assertEquals(Verdict.READ, get.read(in));
    assertEquals("/announce?info_hash=%00a", get.url());
    assertTrue(get.keepsAlive());
    assertFalse(get.isHttp10());
    assertEquals("GET /next", in.toString(StandardCharsets.ISO_8859_1));
  }

  @Test
  void closesAsHttp10DoesAndAsTheClientSays() {
    assertEquals(Verdict.READ, read("GET /scrape HTTP/1.0\r\n\r\n"));
    assertTrue(get.isHttp10());
    assertFalse(get.keepsAlive());
    assertEquals(Verdict.READ, read("GET /scrape HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
    assertTrue(get.keepsAlive());
    assertEquals(
        Verdict.READ, read("GET /scrape HTTP/1.1\r\n" + HOST + "CONNECTION:close \r\n\r\n"));
    assertFalse(get.keepsAlive());
  }

  @Test
  void keepsTheFieldsThatCountAndForgetsThoseOfTheRequestBefore() {
    assertEquals(
        Verdict.READ,
        read(
            "GET /a HTTP/1.1\r\n"
                + HOST
                + "x-forwarded-for: 192.0.2.1, 10.0.0.1\r\nX-Forwarded-For:10.0.0.2\r\n"
                + "User-Agent: x\r\nAccept-Encoding: gzip\r\n\r\n"));
    assertEquals(List.of("192.0.2.1, 10.0.0.1", "10.0.0.2"), get.forwarded());
    assertEquals(List.of("gzip"), get.encodings());

    assertEquals(Verdict.READ, read("GET /a HTTP/1.1\r\n" + HOST + "\r\n"));
    assertEquals(List.of(), get.forwarded());
    assertEquals(List.of(), get.encodings());
  }

  @Test
  void waitsForTheRestOfAHeadThatWasCutAnywhere() {
    String whole = "GET /announce?a=b HTTP/1.1\r\nHost: t\r\nUser-Agent: x\r\n\r\n";
    for (int length = 0; length < whole.length(); length++) {
      ByteBuf in = bytes(whole.substring(0, length));
      assertEquals(Verdict.INCOMPLETE, get.read(in), whole.substring(0, length));
      assertEquals(length, in.readableBytes());
    }
    assertEquals(Verdict.READ, read(whole));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HEAD / HTTP/1.1\r\nHost: t\r\n\r\n",
        "POST /announce HTTP/1.1\r\nHost: t\r\n\r\n",
        "get /announce HTTP/1.1\r\nHost: t\r\n\r\n",
        " GET /announce HTTP/1.1\r\nHost: t\r\n\r\n",
        "\r\nGET /announce HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET http://t/announce HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET  /announce HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /announce  HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /ann\tounce HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /ann\u00E9 HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /announce HTTP/1.2\r\nHost: t\r\n\r\n",
        "GET /announce HTTP/2.0\r\nHost: t\r\n\r\n",
        "GET /announce HTTP/1.1 \r\nHost: t\r\n\r\n",
        "GET /announce HTTP/1.1\nHost: t\n\n",
        "GET /announce\r\n\r\n",
        "GET /announce HTTP/1.1\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nHost: u\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\ntransfer-encoding : chunked\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nUpgrade: websocket\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nHTTP2-Settings: AAMAAABkAAQ\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nTrailer: x\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nConnection: close, x\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\n folded: x\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nno colon\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\n: no name\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nA: b\rC: d\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nA: b\nC: d\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nA: \u0000\r\n\r\n",
        "GET /announce HTTP/1.1\r\nHost: t\r\nA: \u00E9\r\n\r\n",
      })
  void leavesWhateverIsUnusualToOthers(String text) {
    ByteBuf in = bytes(text);

    assertEquals(Verdict.OTHER, get.read(in));
    assertEquals(0, in.readerIndex());
  }

  @Test
  void leavesAHeadThatNeverEndsToOthers() {
    String long1 = "GET /announce?" + "a".repeat(PlainGet.MAX_HEAD);
    String long2 = "GET /announce HTTP/1.1\r\nHost: " + "a".repeat(PlainGet.MAX_HEAD);
    String long3 = "GET /announce HTTP/1.1\r\n" + "A: b\r\n".repeat(PlainGet.MAX_HEAD / 5);

    assertEquals(Verdict.OTHER, read(long1));
    assertEquals(Verdict.OTHER, read(long2));
    assertEquals(Verdict.OTHER, read(long3));
    assertEquals(Verdict.OTHER, read(long3 + HOST + "\r\n"));
  }
}
