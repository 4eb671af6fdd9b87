package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Arrays;
import java.util.Random;

/**
 * Whatever is taken for a plain GET a whole HTTP codec reads as the same request, of the same
 * length: or else somebody could hide one request in another.
 *
 * <p>Without {@code JAZZER_FUZZ=1} this runs the kept inputs and a thousand made-up heads only:
 * {@code src/test/resources/io/skep/protocol/PlainGetFuzzTestInputs}.
 */
class PlainGetFuzzTest {
  private static final String NEXT = "GET /next HTTP/1.1\r\nHost: n\r\n\r\n";
  private static final String[] PIECES = {
    "GET ",
    "/announce",
    "?a=b",
    " ",
    "HTTP/1.1",
    "HTTP/1.0",
    "\r\n",
    "\r\n",
    "\r\n\r\n",
    "\n",
    "\r",
    "Host",
    ":",
    ": ",
    "t",
    "Connection: ",
    "close",
    "keep-alive",
    "Content-Length: 5",
    "Transfer-Encoding: chunked",
    "X-Forwarded-For: 10.0.0.1",
    "Accept-Encoding: gzip",
    "\t",
    "\0",
    "GET /announce HTTP/1.1\r\nHost: t\r\n",
    "GET /announce?a=b HTTP/1.0\r\n",
    "\u00E9",
    "0\r\n",
  };

  @FuzzTest(maxDuration = "10s")
  void readsWhatAWholeCodecReads(byte[] input) {
    compare(Unpooled.wrappedBuffer(input));
    Random random = new Random(Arrays.hashCode(input));
    for (int i = 0; i < 20; i++) {
      StringBuilder text = new StringBuilder();
      for (int piece = random.nextInt(14); piece >= 0; piece--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      compare(PlainGetTest.bytes(text.toString()));
    }
  }

  private static void compare(ByteBuf input) {
    PlainGet get = new PlainGet("x-forwarded-for");
    while (get.read(input) == PlainGet.Verdict.READ) {
      int length = input.readerIndex();
      same(get, input.slice(0, length).copy());
      input = input.slice();
    }
  }

  private static void same(PlainGet get, ByteBuf head) {
    EmbeddedChannel codec = new EmbeddedChannel(new HttpRequestDecoder());
    codec.writeInbound(head);
    HttpRequest request = assertInstanceOf(HttpRequest.class, codec.readInbound());
    assertTrue(request.decoderResult().isSuccess(), () -> "" + request.decoderResult());
    assertEquals(HttpMethod.GET, request.method());
    assertEquals(request.uri(), get.url());
    assertEquals(request.protocolVersion().equals(HttpVersion.HTTP_1_0), get.isHttp10());
    assertEquals(HttpUtil.isKeepAlive(request), get.keepsAlive());
    assertEquals(request.headers().getAll("x-forwarded-for"), get.forwarded());
    assertEquals(request.headers().getAll("accept-encoding"), get.encodings());
    assertSame(LastHttpContent.EMPTY_LAST_CONTENT, codec.readInbound());
    assertNull(codec.readInbound());

    codec.writeInbound(PlainGetTest.bytes(NEXT));
    HttpRequest next = assertInstanceOf(HttpRequest.class, codec.readInbound());
    assertEquals("/next", next.uri());
    codec.finishAndReleaseAll();
  }
}
