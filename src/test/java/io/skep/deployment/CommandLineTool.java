package io.skep.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of this machine that a test asks.
 *
 * <p>A developer may lack it, and the test is then skipped with a line that says so. Where {@code
 * CI=true}, a missing program is a failure: otherwise a check could be gone for months unseen.
 */
final class CommandLineTool {
  private static final long LIMIT_SECONDS = 60;

  private final Path program;

  private CommandLineTool(Path program) {
    this.program = program;
  }

  static CommandLineTool require(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, name);
      if (Files.isExecutable(candidate)) {
        return new CommandLineTool(candidate);
      }
    }
    String missing = name + " is not on the PATH, so what it would check is not checked";
    if ("true".equals(System.getenv("CI"))) {
      return fail(missing);
    }
    return abort(missing);
  }

  /** What it prints, standard output and errors together; fails unless it exits with 0. */
  String run(String... arguments) throws IOException, InterruptedException {
    Answer answer = ask(Map.of(), arguments);
    assertEquals(0, answer.exit(), answer.printed());
    return answer.printed();
  }

  Answer ask(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path printed = Files.createTempFile("skep-tool", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), command + " does not end");
      } finally {
        process.destroyForcibly();
      }
      return new Answer(process.exitValue(), Files.readString(printed));
    } finally {
      Files.deleteIfExists(printed);
    }
  }

  record Answer(int exit, String printed) {}
}
