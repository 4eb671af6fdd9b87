package io.skep.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.ToLongFunction;

/** Waits for the parts of a load, tells how far they are, and gives up when nothing comes back. */
final class LoadWatch {
  private static final long LOOK_MILLIS = 100;
  private static final double SMOOTHING = 0.2;

  private final List<Tallies> tallies;
  private final Consumer<LoadProgress> listener;
  private final CompletableFuture<Void> stopped;
  private final long patienceNanos;
  private long answers;
  private long losses;
  private long answeredAt = System.nanoTime();
  private long lookedAt = answeredAt;
  private double perSecond;

  /**
   * A watch.
   *
   * @param stopped done when everything is to end early
   * @param patienceNanos for how long nothing may come back
   */
  LoadWatch(
      List<Tallies> tallies,
      Consumer<LoadProgress> listener,
      CompletableFuture<Void> stopped,
      long patienceNanos) {
    this.tallies = tallies;
    this.listener = listener;
    this.stopped = stopped;
    this.patienceNanos = patienceNanos;
  }

  /** Answers so far. */
  long answers() {
    return sum(Tallies::answers);
  }

  private long sum(ToLongFunction<Tallies> counter) {
    return tallies.stream().mapToLong(counter).sum();
  }

  /**
   * Returns once the future is done, the time is over or everything is to end.
   *
   * @throws LoadException if questions were lost and nothing was answered for too long, or the
   *     future fails
   */
  void until(LoadProgress.Part part, CompletableFuture<Void> done, long nanos, DoubleSupplier share)
      throws LoadException, InterruptedException {
    long begun = System.nanoTime();
    CompletableFuture<Object> either = CompletableFuture.anyOf(done, stopped);
    long left = nanos;
    while (left > 0 && !either.isDone()) {
      await(either, Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)));
      look(part, share.getAsDouble());
      left = nanos - (System.nanoTime() - begun);
    }
    if (done.isCompletedExceptionally()) {
      await(done, 1);
    }
  }

  /** The same for a part that lasts for a time. */
  void during(LoadProgress.Part part, CompletableFuture<Void> done, long nanos)
      throws LoadException, InterruptedException {
    long begun = System.nanoTime();
    until(part, done, nanos, () -> Math.min(1, (System.nanoTime() - begun) / (double) nanos));
  }

  /** Waits for a future, or for so long; fails as the future does. */
  static void await(CompletableFuture<?> future, long nanos)
      throws LoadException, InterruptedException {
    try {
      future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // Then it is not done yet, and that can be seen.
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LoadException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void look(LoadProgress.Part part, double share) throws LoadException {
    long now = System.nanoTime();
    long seen = answers();
    double rate = (seen - answers) / Math.max(1e-3, (now - lookedAt) / 1e9);
    perSecond += (rate - perSecond) * (perSecond == 0 ? 1 : SMOOTHING);
    lookedAt = now;
    if (seen > answers) {
      answers = seen;
      answeredAt = now;
      losses = sum(Tallies::losses);
    }
    listener.accept(
        new LoadProgress(part, share, perSecond, sum(Tallies::faults), sum(Tallies::losses)));
    // Who opens sockets waits for as long itself, and knows better why it is in vain.
    boolean asks = part != LoadProgress.Part.CONNECTING;
    if (asks && now - answeredAt > patienceNanos && sum(Tallies::losses) > losses) {
      throw new LoadException(
          "the tracker has answered nothing for "
              + TimeUnit.NANOSECONDS.toSeconds(patienceNanos)
              + " seconds");
    }
  }
}
