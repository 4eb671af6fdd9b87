package io.skep.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.bittorrent.InfoHash;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** libtorrent as a peer that takes and makes encrypted connections only. */
final class LibtorrentPeer implements Closeable {
  private static final String PYTHON = "/usr/bin/python3";
  private static final String PROGRAM = "libtorrent_encryption.py";
  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final int port;

  private LibtorrentPeer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Skips the test where libtorrent is missing; in CI, where it isn't, fails it. */
  static void required() throws IOException, InterruptedException {
    boolean installed =
        Files.isExecutable(Path.of(PYTHON))
            && new ProcessBuilder(PYTHON, "-c", "import libtorrent").start().waitFor() == 0;
    String missing = "libtorrent is not installed: apt-get install python3-libtorrent";
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(installed, missing);
    }
    assumeTrue(installed, missing);
  }

  /** Starts it in the folder; the level is "plaintext", "rc4" or "both". */
  static LibtorrentPeer start(Path folder, InfoHash infoHash, String level) throws IOException {
    Path program = folder.resolve(PROGRAM);
    try (InputStream source =
        Objects.requireNonNull(LibtorrentPeer.class.getResourceAsStream(PROGRAM), PROGRAM)) {
      Files.copy(source, program, StandardCopyOption.REPLACE_EXISTING);
    }
    ProcessBuilder builder =
        new ProcessBuilder(PYTHON, program.toString(), infoHash.toString(), level)
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors").toFile());
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    BufferedReader output = process.inputReader(UTF_8);
    String port = output.readLine();
    if (port == null) {
      process.destroyForcibly();
      throw new IOException(Files.readString(folder.resolve("errors")));
    }
    return new LibtorrentPeer(process, Integer.parseInt(port));
  }

  /** Where it listens at 127.0.0.1. */
  int port() {
    return port;
  }

  /** Makes it connect to a port at 127.0.0.1. */
  void connect(int otherPort) throws IOException {
    process.getOutputStream().write((otherPort + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
