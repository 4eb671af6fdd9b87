package io.skep.interop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that does one thing and ends. */
final class ShortProcess {
  private static final int PATIENCE_SECONDS = 60;

  private ShortProcess() {}

  /**
   * Runs a command and answers what it prints.
   *
   * @throws IOException with what it prints, if it ends with anything but 0 or not in time
   */
  static String run(List<String> command) throws IOException {
    Path printed = Files.createTempFile("printed", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String text = Files.readString(printed, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new IOException(command + (ended ? " failed" : " does not end") + "\n" + text);
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while running " + command);
    } finally {
      process.destroyForcibly();
      Files.delete(printed);
    }
  }
}
