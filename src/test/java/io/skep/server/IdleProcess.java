package io.skep.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The process of {@link IdleClients}, for as long as a test needs it. */
final class IdleProcess implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 60;

  private final Process process;
  private final BufferedReader said;

  IdleProcess(int port, int count) throws Exception {
    Path classes =
        Path.of(IdleClients.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classes.toString(),
                IdleClients.class.getName(),
                Integer.toString(port),
                Integer.toString(count))
            .redirectErrorStream(true)
            .start();
    said = process.inputReader(StandardCharsets.UTF_8);
  }

  /** The next line that it says. */
  String line() throws Exception {
    return CompletableFuture.supplyAsync(this::read).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  private String read() {
    try {
      return String.valueOf(said.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process; its streams end with it, so a reader doesn't wait on. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
  }
}
