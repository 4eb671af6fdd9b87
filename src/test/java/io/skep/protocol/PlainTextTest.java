package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "unregistered torrent", "nicht verf\u00fcgbar", "\u4e2d \ud83d\udc1d"})
  void words(String text) {
    assertEquals(text, PlainText.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u001b", "\u0000", "\n", "\r", "\u007f", "\u009b", "\u202e", "\u2028", "\ud800"})
  void whatIsNoVisibleSign(String sign) {
    assertEquals("a\ufffd[2Jb", PlainText.of("a" + sign + "[2Jb"));
  }

  @Test
  void tooMuch() {
    assertEquals("a".repeat(PlainText.MAX_LENGTH), PlainText.of("a".repeat(1_000_000)));
  }
}
