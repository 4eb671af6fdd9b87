package io.skep.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whatever comes over a connection is cut into responses or refused, however it is cut up. */
class HttpResponseReaderFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void readsOrRefuses(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    assertEquals(read(bytes, bytes.length), read(bytes, 1 + (input[0] & 0xFF)));
  }

  /** All responses, and at the end "refused" where the rest is none. */
  private static List<String> read(byte[] bytes, int piece) {
    List<String> responses = new ArrayList<>();
    HttpResponseReader reader = new HttpResponseReader();
    int length = 0;
    try {
      for (int at = 0; at < bytes.length; at += piece) {
        reader.add(Unpooled.wrappedBuffer(bytes, at, Math.min(piece, bytes.length - at)));
        while (reader.next(false)) {
          length += reader.length();
          responses.add(reader.status() + Arrays.toString(reader.body()));
        }
      }
      while (reader.next(true)) {
        length += reader.length();
        responses.add(reader.status() + Arrays.toString(reader.body()));
      }
    } catch (WrongAnswerException e) {
      responses.add("refused");
    }
    assertTrue(length <= bytes.length);
    return responses;
  }
}
