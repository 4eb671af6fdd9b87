package io.skep.cli;

import io.skep.load.Pace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code load} that say how fast it is asked, and how long. */
@SuppressWarnings("NullAway.Init") // picocli sets what has a default.
final class LoadPaceOptions {
  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int CLOSED_IN_FLIGHT = 64;
  private static final int OPEN_IN_FLIGHT = 4096;

  @Option(
      names = "--duration",
      paramLabel = "T",
      converter = DurationConverter.class,
      description =
          "How long the measured part lasts: 10s, 5m (default: 10s, or 1h where --requests ends"
              + " it).")
  private @Nullable Duration duration;

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "How many requests the measured part has; it ends with these or --duration.")
  private @Nullable Long requests;

  @Option(
      names = "--warm-up",
      paramLabel = "T",
      defaultValue = "3s",
      converter = DurationConverter.class,
      description = "How long the same goes on before, not counted (default: ${DEFAULT-VALUE}).")
  private Duration warmUp;

  @Option(
      names = "--fill",
      description =
          "First each peer announces once, not counted, so that the tracker holds them all.")
  private boolean fills;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Requests per second, sent at their planned times whatever the tracker does; latency"
              + " then counts from the planned time (default: 0, the next as soon as one is"
              + " answered).")
  private double rate;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description =
          "UDP: how many requests of a thread wait for answers at most (default: 64, or 4096 with"
              + " --rate).")
  private @Nullable Integer inFlight;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "HTTP: how many connections there are at once (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--pipeline",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "HTTP: how many requests wait for answers on a connection at most (default:"
              + " ${DEFAULT-VALUE}).")
  private int pipeline;

  @Option(
      names = "--connection-per-request",
      description = "HTTP: a new connection for each request; its making is part of the latency.")
  private boolean connectionPerRequest;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many event loops ask; one is enough for most trackers (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--timeout",
      paramLabel = "T",
      defaultValue = "2s",
      converter = DurationConverter.class,
      description = "After which an answer counts as lost (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  /**
   * The pace.
   *
   * @throws IllegalArgumentException with a sentence, if it can't be
   */
  Pace pace() {
    Duration lasting = duration == null ? (requests == null ? USUAL : LONGEST) : duration;
    int usual = rate > 0 ? OPEN_IN_FLIGHT : CLOSED_IN_FLIGHT;
    return new Pace(
        lasting,
        requests == null ? Long.MAX_VALUE : requests,
        warmUp,
        fills,
        rate,
        inFlight == null ? usual : inFlight,
        connections,
        pipeline,
        connectionPerRequest,
        threads,
        timeout);
  }
}
