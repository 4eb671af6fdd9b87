package io.skep.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how large the copy of a database is by now. */
final class BackupProgress implements AutoCloseable {
  private static final Logger LOG = System.getLogger(BackupProgress.class.getName());
  private static final String ERASE = "\r\u001b[K";
  private static final int BAR_SIGNS = 30;
  private static final long LOOK_MILLIS = 250;

  private final Path database;
  private final Path target;
  private final @Nullable PrintWriter err;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "skep-backup-progress");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A progress line.
   *
   * @param err where to draw it; null for nowhere
   */
  BackupProgress(Path database, Path target, @Nullable PrintWriter err) {
    this.database = database;
    this.target = target;
    this.err = err;
  }

  /** Looks from now on. */
  void begin() {
    if (err != null) {
      looks.scheduleWithFixedDelay(
          () -> draw(err), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void draw(PrintWriter err) {
    try {
      double whole = Files.size(database);
      double part = written();
      double share = whole == 0 ? 0 : part / whole;
      err.print(ERASE + Figures.bar(share, BAR_SIGNS) + " " + Figures.part(part, whole));
      err.flush();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "can't tell how far the backup is", e);
    }
  }

  /** The copy has a longer name until it is whole. */
  private long written() throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    String beginning = target.getFileName() + ".";
    long most = 0;
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder, file -> String.valueOf(file.getFileName()).startsWith(beginning))) {
      for (Path file : files) {
        most = Math.max(most, Files.size(file));
      }
    }
    return most;
  }

  @Override
  public void close() {
    looks.shutdownNow();
    if (err != null) {
      err.print(ERASE);
      err.flush();
    }
  }
}
