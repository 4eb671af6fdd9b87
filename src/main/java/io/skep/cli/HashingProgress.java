package io.skep.cli;

import io.skep.metainfo.TorrentCreator;
import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Tells a person how far the hashing is: a line that is drawn anew, or now and then a new one. */
final class HashingProgress implements TorrentCreator.Progress {
  private static final String ERASE = "\r\u001b[K";
  private static final int BAR_SIGNS = 30;
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PrintWriter err;
  private final boolean isLive;
  private final LongSupplier nanoTime;
  private final long begun;
  private long lastLine;
  private boolean isDrawn;

  /**
   * Begins to count the time.
   *
   * @param isLive whether a line can be drawn anew
   */
  HashingProgress(PrintWriter err, boolean isLive, LongSupplier nanoTime) {
    this.err = err;
    this.isLive = isLive;
    this.nanoTime = nanoTime;
    begun = nanoTime.getAsLong();
    lastLine = begun;
  }

  @Override
  public void hashed(long hashed, long total) {
    long now = nanoTime.getAsLong();
    if (isLive) {
      err.print(
          ERASE + Figures.bar((double) hashed / total, BAR_SIGNS) + " " + line(hashed, total, now));
      err.flush();
      isDrawn = true;
    } else if (now - lastLine >= LINE_NANOS) {
      lastLine = now;
      err.println("hashing " + line(hashed, total, now));
    }
  }

  private String line(long hashed, long total, long now) {
    double rate = hashed / Math.max(1e-3, (now - begun) / NANOS);
    OptionalLong left =
        rate > 0 ? OptionalLong.of((long) ((total - hashed) / rate)) : OptionalLong.empty();
    return "%s  %s  %s  %s"
        .formatted(
            Figures.percent((double) hashed, (double) total),
            Figures.part((double) hashed, (double) total),
            Figures.rate(rate),
            Figures.left(left));
  }

  /** Takes the drawn line away; what is printed next stands in its place. */
  void end() {
    if (isDrawn) {
      err.print(ERASE);
      err.flush();
    }
  }
}
