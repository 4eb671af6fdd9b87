package io.skep.statistics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the tracker did within the last day, in steps that are the wider the longer ago it was.
 *
 * <p>It takes some 200 KiB, however long the tracker runs. {@link #take} is for one thread at a
 * time; all else may be asked by any.
 */
public final class LiveFigures {
  /** The columns behind those that readings bring: how long announces took, in seconds. */
  public static final List<String> LATENCIES =
      List.of("latency_p50", "latency_p99", "latency_p999");

  private final List<String> names;
  private final Map<Span, Track> tracks = new EnumMap<>(Span.class);

  /**
   * Knows nothing yet.
   *
   * @param counters what the readings' counters are called, as rates a second
   * @param levels what their levels are called
   * @param bounds what their latencies are counted up to, in seconds, rising
   */
  public LiveFigures(List<String> counters, List<String> levels, double[] bounds) {
    List<String> all = new ArrayList<>(counters);
    all.addAll(levels);
    all.addAll(LATENCIES);
    names = List.copyOf(all);
    for (Span span : Span.values()) {
      tracks.put(span, new Track(span, bounds.clone()));
    }
  }

  /** The names of the columns. */
  public List<String> names() {
    return names;
  }

  /** Takes in what the counters say now; about once a second. */
  public void take(Reading reading) {
    tracks.values().forEach(track -> track.take(reading));
  }

  /** The figures of the last second, in the order of their names; empty before there are any. */
  public double[] now() {
    return track(Span.FIVE_MINUTES).ring().latest();
  }

  /** The figures of a span, the oldest first. */
  public Series series(Span span) {
    return track(span).ring().series(names.size());
  }

  private Track track(Span span) {
    Track track = tracks.get(span);
    if (track == null) {
      throw new IllegalStateException("no track of " + span);
    }
    return track;
  }
}
