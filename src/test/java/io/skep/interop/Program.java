package io.skep.interop;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that is run to its end, for what it prints. */
final class Program {
  private static final long PATIENCE_SECONDS = 90;

  private Program() {}

  /** A sentence on the first of these that is not installed; empty if all are. */
  static Optional<String> missing(String... names) {
    return Stream.of(names)
        .filter(name -> !isInstalled(name))
        .map(name -> name + " is not installed")
        .findFirst();
  }

  private static boolean isInstalled(String name) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin");
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /** What it prints, a line each; fails the test where it fails or takes too long. */
  static List<String> lines(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("program", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(String.join(" ", command) + " does not end");
      }
      String printed = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new AssertionError(
            String.join(" ", command) + " ended with " + process.exitValue() + "\n" + printed);
      }
      return printed.lines().toList();
    } finally {
      Files.delete(output);
    }
  }
}
