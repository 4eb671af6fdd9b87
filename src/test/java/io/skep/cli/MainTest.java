package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  static List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    commands.add(List.of());
    for (String name : Main.commandLine().getSubcommands().keySet()) {
      commands.add(List.of(name));
    }
    return commands;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelp(List<String> command) {
    for (String option : List.of("--help", "-h")) {
      List<String> args = new ArrayList<>(command);
      Collections.addAll(args, option);
      assertEquals(0, run(args.toArray(String[]::new)));
      assertTrue(out.toString().contains("Usage: " + String.join(" ", concat(command))));
      assertEquals("", err.toString());
    }
  }

  private static List<String> concat(List<String> command) {
    List<String> words = new ArrayList<>(List.of("skep"));
    words.addAll(command);
    return words;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownOptionIsWrongUsage(List<String> command) {
    List<String> args = new ArrayList<>(command);
    args.add("--nonsense");

    assertEquals(2, run(args.toArray(String[]::new)));
    assertTrue(err.toString().startsWith("skep: "), err.toString());
    assertTrue(err.toString().contains("--help"), err.toString());
    assertEquals("", out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | a command is missing",
        "sevre | Unmatched argument at index 0: 'sevre'",
        "serve now | Unmatched argument at index 1: 'now'",
        "serve --set | Missing required parameter for option '--set' (key=value)",
        "serve --config | Missing required parameter for option '--config' (FILE)",
      })
  void wrongUsageIsTold(String command, String fault) {
    int code = command.isEmpty() ? run() : run(command.split(" ", -1));

    assertEquals(2, code);
    assertEquals("skep: " + fault, err.toString().lines().findFirst().orElse(""));
  }

  @Test
  void theVersionIsTold() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().startsWith("Skep "), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void theReferenceIsPrinted() {
    assertEquals(0, run("serve", "--print-config"));
    assertEquals(ReferenceYaml.text(), out.toString());
  }

  /** Everything that is known before a socket is opened; the rest is for a real process. */
  @Test
  void whatCannotStartIsOneLine(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("skep.yaml"), "tracker:\n  mod: open\n");
    Path list = Files.writeString(folder.resolve("list"), "ff\n");

    String wanted = "%s line 2: no such key: tracker.mod; did you mean tracker.mode?";
    assertFails(wanted.formatted(file), "--config", file.toString());
    assertFails(
        "can't read the configuration %s: there is no such file".formatted(file + "x"),
        "--config",
        file + "x");
    assertFails(
        "--set: tracker.mode must be one of private, open, listed", "--set", "tracker.mode=secret");
    assertFails(
        "tracker.mode is listed: tracker.torrents.allow must name a file or a folder",
        "--set",
        "tracker.mode=listed");
    assertFails(
        "can't read the list of torrents %s: there is no such file".formatted(list + "x"),
        "--set",
        "tracker.mode=open",
        "--set",
        "tracker.torrents.deny=" + list + "x");
    assertFails(
        "%s line 1: an info-hash has 40 or 64 hexadecimal digits".formatted(list),
        "--set",
        "tracker.mode=open",
        "--set",
        "tracker.torrents.deny=" + list);
    assertFails(
        "data.folder %s is a file and no folder".formatted(list), "--set", "data.folder=" + list);
  }

  private void assertFails(String message, String... options) {
    List<String> args = new ArrayList<>(List.of("serve"));
    args.addAll(List.of(options));
    err.getBuffer().setLength(0);

    assertEquals(1, run(args.toArray(String[]::new)));
    assertEquals("skep: " + message, err.toString().strip());
    assertEquals("", out.toString());
  }
}
