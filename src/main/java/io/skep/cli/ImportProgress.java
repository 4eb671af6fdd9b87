package io.skep.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Tells a person how far an import is: a line drawn anew, or now and then a new one. */
final class ImportProgress implements AutoCloseable {
  private static final String ERASE = "\r\u001b[K";
  private static final int BAR_SIGNS = 30;
  private static final long LIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PrintWriter err;
  private final boolean isLive;
  private final LongSupplier nanoTime;
  private long last;
  private boolean isDrawn;

  ImportProgress(PrintWriter err, boolean isLive, LongSupplier nanoTime) {
    this.err = err;
    this.isLive = isLive;
    this.nanoTime = nanoTime;
    last = nanoTime.getAsLong();
  }

  /** Tells that so many bytes of a file are read. */
  void read(String file, long bytes, long size) {
    long now = nanoTime.getAsLong();
    if (now - last < (isLive ? LIVE_NANOS : LINE_NANOS)) {
      return;
    }
    last = now;
    String line =
        Figures.percent((double) bytes, (double) size)
            + "  "
            + Figures.part((double) bytes, (double) size)
            + "  "
            + TerminalText.name(file, BAR_SIGNS);
    if (isLive) {
      err.print(ERASE + Figures.bar(size == 0 ? 1 : (double) bytes / size, BAR_SIGNS) + " " + line);
      isDrawn = true;
    } else {
      err.println("importing " + line);
    }
    err.flush();
  }

  @Override
  public void close() {
    if (isDrawn) {
      err.print(ERASE);
      err.flush();
    }
  }
}
