package io.skep.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the swarms of torrents grew and shrank within the last week, in steps of five minutes.
 *
 * <p>Its memory has a bound. Where that is reached, it forgets sooner: whatever is older than half
 * of what it knows, of all torrents alike; and where even the latest is too much, torrents that
 * were not there before are left out. Safe for use by several threads.
 */
public final class SwarmHistory {
  /** How many seconds a step is. */
  public static final int STEP_SECONDS = 300;

  /** How far back it knows at least where there is room, in seconds. */
  public static final long KEEP_SECONDS = 7 * 86_400L;

  // To forget is to copy all, so it is done for an hour at once.
  private static final int FORGOTTEN_STEPS = 12;

  private final long maxBytes;
  private final Map<Long, Timeline> timelines = new HashMap<>();
  private long knownSince;
  private long bytes;
  private boolean full;

  /**
   * Knows nothing yet.
   *
   * @param maxBytes how much memory it may take
   * @param now seconds since the epoch
   */
  public SwarmHistory(long maxBytes, long now) {
    this.maxBytes = maxBytes;
    knownSince = step(now);
  }

  private static long step(long seconds) {
    return Math.floorDiv(seconds, STEP_SECONDS);
  }

  /** Takes note of who is in a torrent now; to be called for each torrent in each step. */
  public synchronized void note(long torrent, int seeders, int leechers, long now) {
    Timeline timeline = timelines.get(torrent);
    if (timeline == null) {
      if (seeders + leechers == 0) {
        return;
      }
      if (bytes + Timeline.BASE_BYTES > maxBytes) {
        full = true;
        return;
      }
      timelines.put(torrent, new Timeline(step(now), seeders, leechers));
      bytes += Timeline.BASE_BYTES;
      return;
    }
    int before = timeline.bytes();
    timeline.add(step(now), seeders, leechers);
    bytes += timeline.bytes() - before;
  }

  /** Forgets what is too old or too much; to be called when a step is done. */
  public synchronized void trim(long now) {
    if (step(now - KEEP_SECONDS) - knownSince >= FORGOTTEN_STEPS) {
      forgetBefore(step(now - KEEP_SECONDS));
    }
    while (bytes > maxBytes / 8 * 7 && knownSince < step(now)) {
      forgetBefore((knownSince + step(now) + 1) / 2);
    }
  }

  private void forgetBefore(long step) {
    knownSince = step;
    timelines.replaceAll((torrent, timeline) -> timeline.since(step));
    timelines.values().removeIf(Timeline::isEmpty);
    bytes = timelines.values().stream().mapToLong(Timeline::bytes).sum();
    full = false;
  }

  /** How much memory it takes, in bytes. */
  public synchronized long bytes() {
    return bytes;
  }

  /** How much memory it may take, in bytes. */
  public long maxBytes() {
    return maxBytes;
  }

  /**
   * Seeders and leechers of a torrent, in this order; NaN where it isn't known.
   *
   * @param from seconds since the epoch
   * @param to the same
   * @param points how many figures are wanted at most; there are no more than steps
   */
  public synchronized Series of(long torrent, long from, long to, int points) {
    long firstStep = step(from);
    long lastStep = Math.max(firstStep, step(to));
    long steps = lastStep - firstStep + 1;
    long stride = Math.max(1, (steps + points - 1) / points);
    int size = (int) ((steps + stride - 1) / stride);
    long[] at = new long[size];
    double[][] figures = new double[2][size];
    Arrays.setAll(at, i -> Math.min(lastStep, firstStep + (i + 1) * stride - 1) * STEP_SECONDS);
    Optional<Timeline> timeline = Optional.ofNullable(timelines.get(torrent));
    for (int i = 0; i < size; i++) {
      boolean known = step(at[i]) >= knownSince && (timeline.isPresent() || !full);
      figures[0][i] = figures[1][i] = known ? 0 : Double.NaN;
    }
    timeline.ifPresent(
        line ->
            line.forEach(
                (step, seeders, leechers) -> {
                  int first = (int) Math.max(0, Math.floorDiv(step - firstStep, stride));
                  for (int i = first; i < size; i++) {
                    boolean known = !Double.isNaN(figures[0][i]);
                    figures[0][i] = known ? seeders : Double.NaN;
                    figures[1][i] = known ? leechers : Double.NaN;
                  }
                }));
    return new Series(at, figures);
  }
}
