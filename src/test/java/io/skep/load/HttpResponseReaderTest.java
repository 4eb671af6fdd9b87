package io.skep.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseReaderTest {
  private static final String PLAIN = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  private static final String CHUNKS =
      "HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n";

  private final HttpResponseReader reader = new HttpResponseReader();

  private void add(String text) throws Exception {
    reader.add(Unpooled.copiedBuffer(text, ISO_8859_1));
  }

  private void requireHello(int status, int length) {
    assertEquals(status, reader.status());
    assertEquals("hello", new String(reader.body(), ISO_8859_1));
    assertEquals(length, reader.length());
  }

  @Test
  void severalAtOnce() throws Exception {
    add(PLAIN + CHUNKS + PLAIN);
    assertTrue(reader.next(false));
    requireHello(200, PLAIN.length());
    assertTrue(reader.next(false));
    requireHello(503, CHUNKS.length());
    assertTrue(reader.next(false));
    requireHello(200, PLAIN.length());
    assertFalse(reader.next(false));
    assertTrue(reader.isEmpty());
  }

  @Test
  void byteForByte() throws Exception {
    for (String whole : new String[] {PLAIN, CHUNKS, PLAIN}) {
      for (int i = 0; i < whole.length(); i++) {
        assertFalse(reader.next(false));
        add(whole.substring(i, i + 1));
      }
      assertTrue(reader.next(false));
      requireHello(whole.equals(PLAIN) ? 200 : 503, whole.length());
    }
  }

  @Test
  void manyInPiecesThatFitNothing() throws Exception {
    String all = (PLAIN + CHUNKS).repeat(500);
    int read = 0;
    for (int at = 0; at < all.length(); at += 333) {
      add(all.substring(at, Math.min(all.length(), at + 333)));
      while (reader.next(false)) {
        assertEquals("hello", new String(reader.body(), ISO_8859_1));
        read++;
      }
    }
    assertEquals(1000, read);
  }

  @Test
  void upToTheEndOfTheConnection() throws Exception {
    add("HTTP/1.0 200 OK\r\n\r\nhel");
    assertFalse(reader.next(false));
    add("lo");
    assertFalse(reader.next(false));
    assertTrue(reader.next(true));
    requireHello(200, 24);
    assertTrue(reader.closes());
  }

  @Test
  void aCloseIsSeen() throws Exception {
    add("HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: Close\r\n\r\n");
    assertTrue(reader.next(false));
    assertTrue(reader.closes());
  }

  @Test
  void whatWasCutIsNoResponse() throws Exception {
    add(PLAIN.substring(0, PLAIN.length() - 1));
    assertFalse(reader.next(true));
    assertFalse(reader.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-x\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"
      })
  void nonsense(String text) throws Exception {
    add(text);
    WrongAnswerException wrong = assertThrows(WrongAnswerException.class, () -> reader.next(false));
    assertEquals(Flaw.NOT_HTTP, wrong.flaw());
  }

  @Test
  void aResponseWithoutEndIsRefused() throws Exception {
    String piece = "x".repeat(100_000);
    add("HTTP/1.1 200 OK\r\n\r\n");
    WrongAnswerException wrong =
        assertThrows(
            WrongAnswerException.class,
            () -> {
              for (int i = 0; i < 20; i++) {
                add(piece);
                assertFalse(reader.next(false));
              }
            });
    assertEquals(Flaw.NOT_HTTP, wrong.flaw());
  }
}
