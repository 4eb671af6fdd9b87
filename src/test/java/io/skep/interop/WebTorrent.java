package io.skep.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * WebTorrent on Node.js, driven by a small program of ours.
 *
 * <p>It comes from npm, in the versions that a lock file among the resources fixes, into a folder
 * below {@code target}. None of its install scripts run: it shares over TCP alone and needs none of
 * the native parts that they would build.
 */
final class WebTorrent implements RealClient {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path HOME = TARGET.resolve("webtorrent");
  private static final int INSTALL_SECONDS = 180;
  private static final List<String> RESOURCES =
      List.of(
          "package.json",
          "package-lock.json",
          "without-webrtc/package.json",
          "without-webrtc/index.js",
          "client.js");

  private final LocalProcess process;

  private WebTorrent(LocalProcess process) {
    this.process = process;
  }

  /** Installed once, when first asked for. */
  private static final class Installation {
    static final Optional<String> FAULT = install();

    private static Optional<String> install() {
      Path log = HOME.resolve("npm.log");
      Path installed = HOME.resolve("installed-lock.json");
      try {
        for (String resource : RESOURCES) {
          Resource.copy("webtorrent/" + resource, TARGET);
        }
        Path lock = HOME.resolve("package-lock.json");
        if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
          return Optional.empty();
        }
        Process npm =
            new ProcessBuilder("npm", "ci", "--ignore-scripts", "--omit=optional", "--no-audit")
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
          npm.destroyForcibly();
          return Optional.of("npm does not install WebTorrent in time");
        }
        if (npm.exitValue() != 0) {
          return Optional.of("npm does not install WebTorrent: " + Files.readString(log));
        }
        Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of("npm does not start: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.of("interrupted while npm installs WebTorrent");
      }
    }
  }

  /** Says so where npm cannot install it, such as without a network. */
  static Optional<String> missing() {
    return Installation.FAULT;
  }

  static WebTorrent start(Assignment assignment) {
    if (assignment.manner().encrypted()) {
      throw new IllegalArgumentException("WebTorrent cannot insist on encryption");
    }
    List<String> command =
        List.of(
            "node",
            HOME.resolve("client.js").toString(),
            assignment.source(),
            assignment.downloads().toString(),
            Integer.toString(assignment.port()),
            Integer.toString(assignment.manner().uploadKibPerSecond() * 1024));
    return new WebTorrent(
        LocalProcess.start("webtorrent", assignment.folder(), assignment.log(), command));
  }

  @Override
  public void requireAlive() {
    process.requireAlive();
  }

  @Override
  public void leave() {
    process.tell("leave");
  }

  @Override
  public String shown() {
    return process.shown();
  }

  @Override
  public void close() {
    process.close();
  }
}
