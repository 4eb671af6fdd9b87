package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  private static Terminal terminal(Map<String, String> environment, boolean interactive) {
    return new Terminal(environment, interactive, () -> 1);
  }

  @Test
  void aLineIsDrawnAnewWherePeopleLook() {
    assertTrue(terminal(Map.of("TERM", "xterm"), true).isLive());
    assertFalse(terminal(Map.of("TERM", "xterm"), false).isLive());
    assertFalse(terminal(Map.of("TERM", "dumb"), true).isLive());
    assertFalse(terminal(Map.of(), true).isLive());
  }

  @Test
  void coloursCanBeDeclined() {
    assertTrue(terminal(Map.of("TERM", "xterm"), true).hasColour());
    assertTrue(terminal(Map.of("TERM", "xterm", "NO_COLOR", ""), true).hasColour());
    assertFalse(terminal(Map.of("TERM", "xterm", "NO_COLOR", "1"), true).hasColour());
    assertFalse(terminal(Map.of("TERM", "xterm"), false).hasColour());
  }

  @ParameterizedTest
  @CsvSource({"120, 120", "1, 20", "0, 80", "999999, 1000", "wide, 80", "'', 80", "-5, 80"})
  void theWidthIsBounded(String columns, int width) {
    assertEquals(width, terminal(Map.of("COLUMNS", columns), false).width());
  }
}
