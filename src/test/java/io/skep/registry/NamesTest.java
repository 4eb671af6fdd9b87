package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NamesTest {
  /** Whatever is let through must be one line that says what it seems to say. */
  @Test
  void everyCharacterThatDoesHarmIsFound() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x10000 ? 1 : 97) {
      String text = "a" + Character.toString(c) + "b";
      boolean isLet = Names.problem("it", text, 10).isEmpty();
      if (Character.isISOControl(c)
          || (c >= 0xD800 && c <= 0xDFFF)
          || "\u2028\u2029\u200e\u200f\u061c\ufeff".indexOf(c) >= 0
          || (c >= 0x202a && c <= 0x202e)
          || (c >= 0x2066 && c <= 0x2069)) {
        assertFalse(isLet, Integer.toHexString(c));
      }
      if (Character.isLetterOrDigit(c)) {
        assertTrue(isLet, Integer.toHexString(c));
      }
      assertEquals(
          "", Names.problem("it", Names.shown(text, 10), 10), "what is shown is always harmless");
    }
  }

  @Test
  void aCharacterIsACodePoint() {
    assertEquals("", Names.problem("it", "🐝".repeat(64), 64));
    assertEquals(
        "it must not have more than 64 characters", Names.problem("it", "🐝".repeat(65), 64));
    assertEquals("🐝".repeat(3), Names.shown("🐝".repeat(5), 3));
  }

  @Test
  void aNameIsTheSameHoweverItIsWritten() {
    assertEquals(Names.fold("straße"), Names.fold("STRASSE "));
    assertEquals(Names.fold("Ångström"), Names.fold("a\u030angstro\u0308m"));
    assertFalse(Names.fold("bee").equals(Names.fold("bees")));
  }
}
