package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** A command that asks an API, run within the test. */
final class CommandRun {
  private final String api;
  private final Path tokenFile;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  CommandRun(String api, Path folder) {
    this(api, folder, StubTracker.TOKEN);
  }

  CommandRun(String api, Path folder, String token) {
    this.api = api;
    tokenFile = folder.resolve("token");
    try {
      Files.writeString(tokenFile, token + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it, with the API and the token named behind the other arguments. */
  int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--api", api, "--token-file", tokenFile.toString()));
    return bare(all.toArray(String[]::new));
  }

  /** Runs it as it is. */
  int bare(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  /** Runs it and wants it to succeed. */
  CommandRun succeed(String... arguments) {
    assertEquals(0, run(arguments), () -> "out: " + out + "err: " + err);
    assertEquals("", err.toString());
    return this;
  }

  List<String> lines() {
    return out.toString().lines().toList();
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
