package io.skep.interop;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A process that this test started; what it prints goes to a file in {@code target/interop}. */
final class LocalProcess implements Closeable {
  private static final Path LOGS = Path.of("target", "interop");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SHOWN_LINES = 40;

  private final String name;
  private final Path log;
  private final Process process;
  private final Thread endWithUs;

  private LocalProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.endWithUs = new Thread(process::destroyForcibly, "end of " + name);
    Runtime.getRuntime().addShutdownHook(endWithUs);
  }

  /** Starts a command in a folder, which need not exist. */
  static LocalProcess start(String name, Path folder, String logName, List<String> command) {
    Path log = LOGS.resolve(logName);
    try {
      Files.createDirectories(folder);
      Files.createDirectories(LOGS);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      // Clients keep settings and routing tables at home; this one must neither see nor leave any.
      builder.environment().put("HOME", folder.toString());
      builder.environment().keySet().removeIf(key -> key.endsWith("_proxy"));
      return new LocalProcess(name, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not start", e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Fails where the process has ended though nobody told it to. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new AssertionError(
          name + " ended by itself with " + process.exitValue() + "\n" + shown());
    }
  }

  /** What it ended with, once it has. */
  OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Sends SIGINT, as Ctrl-C does. */
  void interrupt() {
    try {
      int code = new ProcessBuilder("kill", "-INT", Long.toString(pid())).start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill -INT of " + name + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot interrupt " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while stopping " + name, e);
    }
  }

  /** Writes a line to its standard input, which stays open until one of us ends. */
  void tell(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell " + name + " to " + line, e);
    }
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The file's path and the last lines that the process has printed. */
  String shown() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
      return "--- " + name + ", " + log + "\n" + String.join("\n", last) + "\n";
    } catch (IOException e) {
      return "--- " + name + ", " + log + ": " + e + "\n";
    }
  }

  /** Ends the process, politely at first; one that has ended already is left alone. */
  @Override
  public void close() {
    process.destroy();
    if (!awaitEnd()) {
      process.destroyForcibly();
      awaitEnd();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(endWithUs);
    } catch (IllegalStateException e) {
      // We are going down ourselves, and the hook has nothing left to do.
    }
  }
}
