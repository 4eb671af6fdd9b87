package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.client.TransferProgress;
import io.skep.client.TransferProgress.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressLineTest {
  @Test
  void aWideTerminalShowsEverything() {
    assertEquals(
        "42.3%  423 of 1000 MiB  down 5.3 MiB/s  up 1.5 MiB/s  3m 20s left  12 peers, 3 seeds"
            + "  ratio 0.25  423/1000 pieces  3 seeds, 9 peers  film.mkv",
        ProgressLine.of(Progresses.of(State.DOWNLOADING, 423), 200));
  }

  @Test
  void eightyColumnsShowWhatMatters() {
    assertEquals(
        "42.3%  down 5.3 MiB/s  up 1.5 MiB/s  3m 20s left  12 peers, 3 seeds  ratio 0.25",
        ProgressLine.of(Progresses.of(State.DOWNLOADING, 423), 79));
  }

  @Test
  void aNarrowTerminalShowsTheShare() {
    assertEquals("42.3%", ProgressLine.of(Progresses.of(State.DOWNLOADING, 423), 9));
    assertEquals("42.", ProgressLine.of(Progresses.of(State.DOWNLOADING, 423), 3));
  }

  @Test
  void whileCheckingThereIsABar() {
    assertEquals(
        "checking  [##########----------]  50.0%  500 of 1000 MiB  film.mkv",
        ProgressLine.of(Progresses.of(State.CHECKING, 500), 100));
  }

  @Test
  void aSeedShowsWhatItGives() {
    assertEquals(
        "seeding  up 1.5 MiB/s  given 100 MiB  ratio 0.25  12 peers  3 seeds, 9 peers  film.mkv",
        ProgressLine.of(Progresses.of(State.SEEDING, 1000), 100));
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsKnownAtFirst(State state) {
    String line = ProgressLine.of(Progresses.unknown(state), 200);
    assertFalse(line.contains("NaN"), line);
    assertFalse(line.contains("Infinity"), line);
    assertTrue(line.endsWith("film.mkv"), line);
  }

  @ParameterizedTest
  @EnumSource
  void noLineIsWiderThanItsTerminal(State state) {
    TransferProgress progress = Progresses.of(state, 423, "映画".repeat(100) + "\u001b[2J.mkv");
    for (int columns = 1; columns < 250; columns++) {
      String line = ProgressLine.of(progress, columns);
      assertTrue(TerminalText.columns(line) <= columns, line);
      assertFalse(line.contains("\u001b"), line);
    }
  }
}
