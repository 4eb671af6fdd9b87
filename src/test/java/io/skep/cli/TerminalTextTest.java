package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {
  @ParameterizedTest
  @CsvSource({
    "film, 4",
    "фильм, 5",
    "映画, 4",
    "영화, 4",
    "ﾌｨﾙﾑ, 4",
    "ｆｉｌｍ, 8",
    "e\u0301te\u0301, 3",
    "🎬, 2",
    "👍🏽, 4",
    "a\u200bb, 2",
  })
  void columnsAreThoseOfATerminal(String text, int columns) {
    assertEquals(columns, TerminalText.columns(text));
  }

  @ParameterizedTest
  @CsvSource({
    "film, 10, film",
    "film, 3, fil",
    "映画映画, 5, 映画",
    "🎬🎬, 3, 🎬",
    "🎬, 1, ''",
    "e\u0301te\u0301, 1, e\u0301",
    "film, 0, ''",
  })
  void aCutNeverHalvesASign(String text, int columns, String beginning) {
    assertEquals(beginning, TerminalText.cut(text, columns));
  }

  @ParameterizedTest
  @CsvSource({
    "film.mkv, 8, film.mkv",
    "a-very-long-name-of-a-film.mkv, 16, a-very-..lm.mkv",
    "映画映画映画映画.mkv, 12, 映画..画.mkv",
    "abcdef, 2, ab",
  })
  void aLongNameLosesItsMiddle(String name, int columns, String shown) {
    String cut = TerminalText.name(name, columns);
    assertTrue(TerminalText.columns(cut) <= columns, cut);
    assertEquals(shown.substring(0, 2), cut.substring(0, 2));
    assertEquals(shown.substring(shown.length() - 1), cut.substring(cut.length() - 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u001b[2Jb", "a\rb", "a\nb", "a\u0007b", "a\u009b31mb", "a\u202eb", "a\ud800b"})
  void aNameCannotSteerTheTerminal(String name) {
    String shown = TerminalText.name(name, 40);
    assertFalse(
        shown
            .codePoints()
            .anyMatch(
                sign ->
                    Character.isISOControl(sign)
                        || Character.getType(sign) == Character.FORMAT
                        || Character.getType(sign) == Character.SURROGATE),
        shown);
    assertTrue(shown.startsWith("a") && shown.endsWith("b"), shown);
  }

  @Test
  void paddingCountsColumns() {
    assertEquals("映画  ", TerminalText.padded("映画", 6));
    assertEquals("film", TerminalText.padded("film", 2));
  }
}
