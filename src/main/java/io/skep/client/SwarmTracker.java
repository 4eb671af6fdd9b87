package io.skep.client;

import io.skep.bittorrent.RequestException;
import io.skep.client.TrackerException.Fault;
import io.skep.client.TrackerStatus.State;
import io.skep.protocol.PlainText;
import io.skep.protocol.TrackerAnswer;
import io.vertx.core.Future;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One tracker, as far as one swarm is concerned: what it said, and when it may be asked again. */
final class SwarmTracker {
  /** No tracker can make us wait for longer, so that a slip of its own mends itself. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  /** What we wait where a tracker names no {@code min interval}. */
  private static final Duration USUAL_MIN_INTERVAL = Duration.ofMinutes(2);

  private static final BackOff UNREACHABLE =
      new BackOff(Duration.ofSeconds(15), Duration.ofMinutes(30));
  private static final BackOff REFUSED = new BackOff(Duration.ofMinutes(1), Duration.ofHours(1));

  private final String name;
  private final int tier;
  private final @Nullable URI url;
  private State state = State.IDLE;
  private String words = "";
  private String trackerId = "";
  private OptionalInt seeds = OptionalInt.empty();
  private OptionalInt leechers = OptionalInt.empty();
  private boolean joined;
  private boolean gone;
  private int failures;
  private long failedAt;
  private Duration backOff = Duration.ZERO;
  private long answeredAt;
  private Duration interval = Duration.ZERO;
  private Duration minInterval = Duration.ZERO;
  private Future<?> lastAsked = Future.succeededFuture();

  private SwarmTracker(String name, int tier, @Nullable URI url) {
    this.name = name;
    this.tier = tier;
    this.url = url;
  }

  /** The tracker with this URL; one that cannot be asked has a status that says why. */
  static SwarmTracker of(String written, int tier) {
    URI url;
    try {
      url = new URI(written.strip());
    } catch (URISyntaxException e) {
      return unsupported("?", tier, "the tracker's URL is not written as one");
    }
    try {
      return new SwarmTracker(TrackerUrl.parse(url).toString(), tier, url);
    } catch (TrackerException e) {
      // No more of it, since the rest may hold a passkey.
      boolean hasBoth = url.getScheme() != null && url.getHost() != null;
      String shown = hasBoth ? url.getScheme() + "://" + url.getHost() : "?";
      return unsupported(PlainText.of(shown), tier, e.words());
    }
  }

  private static SwarmTracker unsupported(String name, int tier, String words) {
    SwarmTracker tracker = new SwarmTracker(name, tier, null);
    tracker.state = State.UNSUPPORTED;
    tracker.words = words;
    tracker.gone = true;
    return tracker;
  }

  /** Its URL; asked for only while the tracker is of use. */
  URI url() {
    if (url == null) {
      throw new IllegalStateException(name + " cannot be asked");
    }
    return url;
  }

  /** False once it is known that it will never answer. */
  boolean isOfUse() {
    return !gone;
  }

  /** True if it accepted a {@code started}. */
  boolean hasJoined() {
    return joined;
  }

  /** True if its last answer was none or a refusal. */
  boolean isFailing() {
    return failures > 0;
  }

  String trackerId() {
    return trackerId;
  }

  /** The last announce to it, maybe under way. */
  Future<?> lastAsked() {
    return lastAsked;
  }

  void asked(Future<?> announce) {
    lastAsked = announce;
    if (state == State.IDLE) {
      state = State.ASKING;
    }
  }

  /** How long to wait until it is due by its interval. */
  Duration untilDue(long now) {
    return longer(untilBackOffEnds(now), until(answeredAt, interval, now));
  }

  /** How long to wait until a regular announce does not come too soon for it. */
  Duration untilAllowed(long now) {
    return longer(untilBackOffEnds(now), until(answeredAt, minInterval, now));
  }

  /** How long to wait, if it failed, before it is tried again. */
  Duration untilBackOffEnds(long now) {
    return until(failedAt, backOff, now);
  }

  private static Duration until(long since, Duration wait, long now) {
    Duration rest = wait.minusNanos(now - since);
    return wait.isZero() || rest.isNegative() ? Duration.ZERO : rest;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration bounded(Duration wait) {
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  void answered(TrackerAnswer answer, long now) {
    state = State.WORKING;
    words = answer.warning();
    seeds = answer.complete();
    leechers = answer.incomplete();
    if (!answer.trackerId().isEmpty()) {
      // BEP 3: an answer without one leaves the old one as it is.
      trackerId = answer.trackerId();
    }
    joined = true;
    failures = 0;
    backOff = Duration.ZERO;
    answeredAt = now;
    Duration asked = bounded(Duration.ofSeconds(answer.interval()));
    if (answer.minInterval().isPresent()) {
      minInterval = bounded(Duration.ofSeconds(answer.minInterval().getAsInt()));
    } else {
      minInterval = asked.compareTo(USUAL_MIN_INTERVAL) < 0 ? asked : USUAL_MIN_INTERVAL;
    }
    interval = longer(asked, minInterval);
  }

  void failed(Throwable cause, long now, RandomGenerator random) {
    failures++;
    failedAt = now;
    Fault fault = Fault.UNREACHABLE;
    int retryMinutes = RequestException.RETRY_UNSAID;
    words = PlainText.of(cause.toString());
    if (cause instanceof TrackerException failure) {
      fault = failure.fault();
      retryMinutes = failure.retryMinutes();
      words = failure.words();
    }
    state =
        switch (fault) {
          case UNSUPPORTED -> State.UNSUPPORTED;
          case UNREACHABLE, NONSENSE -> State.FAILED;
          case REFUSED -> State.REFUSED;
        };
    gone = fault == Fault.UNSUPPORTED || retryMinutes == RequestException.RETRY_NEVER;
    backOff =
        retryMinutes > 0
            ? bounded(Duration.ofMinutes(retryMinutes))
            : (fault == Fault.UNREACHABLE ? UNREACHABLE : REFUSED).after(failures, random);
  }

  TrackerStatus status(long now) {
    OptionalLong next = OptionalLong.empty();
    if (!gone && (isFailing() || state == State.WORKING)) {
      next = OptionalLong.of(untilDue(now).plusMillis(999).toSeconds());
    }
    return new TrackerStatus(name, tier, state, words, seeds, leechers, next);
  }
}
