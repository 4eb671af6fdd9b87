package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void whatIsNotSeenIsSpelledOut() {
    assertEquals("'Zoë 蜂'", Texts.quoted("Zoë 蜂"));
    assertEquals("'a\\u000ab\\u2028c\\u001b'", Texts.quoted("a\nb\u2028c\u001b"));
    assertEquals("'a\\u202eb\\u200b\\u2066c'", Texts.quoted("a\u202eb\u200b\u2066c"));
  }

  @Test
  void aLongOneIsCut() {
    assertEquals("'" + "蜂".repeat(64) + "…'", Texts.quoted("蜂".repeat(65)));
  }
}
