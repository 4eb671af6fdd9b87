package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DemoPartsTest {
  private static final List<DemoBar> BARS =
      List.of(
          new DemoBar("seed", false, 1, "gave 3 MiB"), new DemoBar("leecher 1", true, 0.5, "down"));

  private final StringWriter out = new StringWriter();
  private long now = 1;

  private DemoBoard board(boolean interactive) {
    Map<String, String> environment = Map.of("TERM", "xterm", "COLUMNS", "80");
    return new DemoBoard(
        new PrintWriter(out), new Terminal(environment, interactive, () -> now), () -> now);
  }

  @Test
  void onATerminalTheBarsMoveInPlace() {
    DemoBoard board = board(true);
    board.draw(BARS);
    assertEquals(
        """
        \r   seed         [############################] 100.0%  gave 3 MiB\u001b[K
        \r   leecher 1    [##############--------------]  50.0%  down\u001b[K
        """,
        out.toString());
    out.getBuffer().setLength(0);
    board.settle(BARS);
    assertTrue(out.toString().startsWith("\u001b[2A\r   seed "), out::toString);
    out.getBuffer().setLength(0);
    board.draw(BARS);
    assertTrue(out.toString().startsWith("\r   seed "), "what was settled stays");
  }

  @Test
  void elsewhereABriefLineComesNowAndThen() {
    DemoBoard board = board(false);
    for (int frame = 0; frame < 25; frame++) {
      board.draw(BARS);
      now += TimeUnit.MILLISECONDS.toNanos(200);
    }
    assertEquals("   leecher 1 50.0%\n".repeat(2), out.toString());
    board.settle(BARS);
    assertFalse(out.toString().contains("\u001b"), out::toString);
    assertFalse(out.toString().contains("\r"), out::toString);
  }

  @Test
  void theTableHasBothAccountsSideBySide() {
    DemoTable table = new DemoTable();
    table.add("seed", new DemoAccount(3 << 20, 0), new DemoAccount(3 << 20, 0));
    table.add("leecher 1", new DemoAccount(1 << 20, 2 << 20), new DemoAccount(0, 0));
    assertEquals(
        """
                        by its own count             | as the tracker knows it
                             gave      took  ratio  |      gave      took  ratio
           seed             3 MiB       0 B      -  |     3 MiB       0 B      -
           leecher 1        1 MiB     2 MiB   0.50  |       0 B       0 B      -
        """
            .stripTrailing(),
        String.join("\n", table.lines()));
  }

  @Test
  void theFolderGoesWithAllThatIsInItAndNothingElse(@TempDir Path elsewhere) throws Exception {
    Path kept = Files.writeString(elsewhere.resolve("kept"), "kept");
    DemoFolder folder = new DemoFolder();
    Files.writeString(folder.below("a/b").resolve("file"), "content");
    Files.createSymbolicLink(folder.below("a").resolve("link"), elsewhere);

    folder.delete();
    assertFalse(Files.exists(folder.path()));
    assertEquals("kept", Files.readString(kept));
    folder.delete();
  }

  @ParameterizedTest
  @CsvSource({"1M, 1048576", "24M, 25165824", "1g, 1073741824", "1.5m, 1572864"})
  void sizes(String text, long size) {
    assertEquals(size, new DemoSizeConverter().convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1023k", "1.1g", "-1M", "big", "999999999999g"})
  void whatIsNoSize(String text) {
    assertThrows(TypeConversionException.class, () -> new DemoSizeConverter().convert(text));
  }
}
