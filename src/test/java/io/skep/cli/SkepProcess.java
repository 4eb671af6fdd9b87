package io.skep.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Skep as a stranger starts it: a process with its arguments, its output and its exit code. */
final class SkepProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private static final String STARTED = "Stop it with Ctrl-C.";

  private final Process process;
  private final Path out;
  private final Path err;

  private SkepProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts a command, such as {@code serve}; what it prints goes to files in the folder. */
  static SkepProcess start(Path folder, Map<String, String> environment, List<String> arguments) {
    return start("io.skep.cli.Main", folder, environment, arguments);
  }

  /** The same with another class than the one that the jar runs. */
  static SkepProcess start(
      String mainClass, Path folder, Map<String, String> environment, List<String> arguments) {
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command(mainClass, arguments))
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      // A variable of ours would be configuration; the JVM speaks on standard error of its own.
      builder.environment().keySet().removeIf(name -> name.startsWith("SKEP_"));
      builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
      builder.environment().putAll(environment);
      return new SkepProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    // Started in the background of a shell we would pass on that Ctrl-C is ignored.
    if (new File("/usr/bin/env").canExecute() && new File("/proc/self").exists()) {
      command.addAll(List.of("/usr/bin/env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp"));
    command.add(classPath());
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElse("");
  }

  /** Returns once it has printed all that it prints at its start. */
  void awaitStart() {
    await(() -> out().contains(STARTED) || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("ended by itself with " + process.exitValue() + "\n" + shown());
    }
  }

  /** Returns once the condition holds. */
  void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited for too long\n" + shown());
      }
      try {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  /** Sends a signal, such as {@code TERM} or {@code INT}. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("kill -" + name + " failed\n" + shown());
    }
  }

  long pid() {
    return process.pid();
  }

  /** What it exits with, once it has. */
  int exitCode() {
    await(() -> !process.isAlive());
    return process.exitValue();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  /** The port in the line of what is printed at the start that this expression finds first. */
  int port(String expression) {
    Matcher matcher = Pattern.compile(expression + ":([0-9]+)").matcher(out());
    if (!matcher.find()) {
      throw new AssertionError(expression + " is nowhere\n" + shown());
    }
    return Integer.parseInt(matcher.group(1));
  }

  private String shown() {
    return "--- out\n" + out() + "--- err\n" + err();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
    await(() -> !process.isAlive());
  }
}
