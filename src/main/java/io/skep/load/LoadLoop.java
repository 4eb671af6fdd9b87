package io.skep.load;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's share of a load: asks whenever there is room (closed loop) or when the plan says
 * so (open loop).
 *
 * <p>Public methods may be called from any thread; all else happens on the event loop.
 */
final class LoadLoop implements Wire.Listener {
  private static final long TICK_MILLIS = 50;
  private static final long LEAST_STEP_NANOS = 100_000;
  private static final double NANOS = 1e9;

  private enum State {
    IDLE,
    FILLING,
    ASKING
  }

  private final EventLoop executor;
  private final Questions questions;
  private final Tallies tallies;
  private final Wire wire;
  private final Question question;
  private final double rate;
  private final AtomicLong filled = new AtomicLong();
  private final CompletableFuture<Void> filledUp = new CompletableFuture<>();
  private final CompletableFuture<Void> usedUp = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private State state = State.IDLE;
  private boolean ending;
  private boolean queued;
  private long quota = Long.MAX_VALUE;
  private long countedFrom;
  private long unsent;
  private long scheduleBegun;
  private long scheduled;
  private @Nullable ScheduledFuture<?> ticks;
  private @Nullable ScheduledFuture<?> steps;

  /**
   * A loop.
   *
   * @param rate this loop's requests a second; 0 for as fast as answers come
   * @param wire makes the wire, which tells what it has to tell to the loop
   */
  LoadLoop(
      EventLoop executor,
      Questions questions,
      Tallies tallies,
      int scrapeHashes,
      double rate,
      Function<Wire.Listener, Wire> wire) {
    this.executor = executor;
    this.questions = questions;
    this.tallies = tallies;
    this.question = new Question(scrapeHashes);
    this.rate = rate;
    this.wire = wire.apply(this);
  }

  Tallies tallies() {
    return tallies;
  }

  /** Peers that have been asked for while filling; for any thread. */
  long filled() {
    return filled.getAcquire();
  }

  /** Requests that were planned and could not be sent in time; to be read when it has ended. */
  long unsent() {
    return unsent;
  }

  /** Why it isn't open yet. */
  String fault() {
    return wire.fault();
  }

  /** Opens its sockets. */
  CompletableFuture<Void> open() {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    executor.execute(
        () -> {
          ticks =
              executor.scheduleWithFixedDelay(
                  () -> wire.tick(System.nanoTime()),
                  TICK_MILLIS,
                  TICK_MILLIS,
                  TimeUnit.MILLISECONDS);
          pass(wire.open(), opened);
        });
    return opened;
  }

  private static void pass(CompletableFuture<Void> from, CompletableFuture<Void> to) {
    from.whenComplete(
        (done, fault) -> {
          if (fault == null) {
            to.complete(null);
          } else {
            to.completeExceptionally(fault);
          }
        });
  }

  /** Asks once for each peer; done when all answers are there or given up. */
  CompletableFuture<Void> fill() {
    executor.execute(
        () -> {
          questions.filling(true);
          state = State.FILLING;
          begin();
        });
    return filledUp;
  }

  /** Asks what the mix says from now on, without counting. */
  void ask() {
    executor.execute(
        () -> {
          questions.filling(false);
          state = State.ASKING;
          scheduleBegun = System.nanoTime();
          scheduled = 0;
          if (rate > 0) {
            long step = Math.max(LEAST_STEP_NANOS, (long) (NANOS / rate));
            steps = executor.scheduleAtFixedRate(this::pump, 0, step, TimeUnit.NANOSECONDS);
          }
          begin();
        });
  }

  private void begin() {
    wire.resume();
    room();
  }

  /**
   * Counts from now on.
   *
   * @param most how many questions there are to be
   * @return done when these have been asked
   */
  CompletableFuture<Void> count(long most) {
    executor.execute(
        () -> {
          quota = most;
          countedFrom = System.nanoTime();
          tallies.counting(true);
          room();
        });
    return usedUp;
  }

  /** Asks no more; done when all answers are there or given up. */
  CompletableFuture<Void> end() {
    executor.execute(
        () -> {
          // What is due by now and has room goes out; the rest is what nobody kept up with.
          pump();
          if (state == State.ASKING && rate > 0 && quota > 0) {
            unsent = Math.max(0, Math.min(quota, due(System.nanoTime()) - scheduled));
          }
          state = State.IDLE;
          tallies.counting(false);
          ending = true;
          settle();
        });
    return ended;
  }

  /** Closes its sockets. */
  void close() {
    executor.execute(
        () -> {
          if (ticks != null) {
            ticks.cancel(false);
          }
          if (steps != null) {
            steps.cancel(false);
          }
          wire.close();
        });
  }

  /** What has become free within one round of the event loop is used at its end, all at once. */
  @Override
  public void room() {
    if (!queued) {
      queued = true;
      executor.execute(this::pump);
    }
  }

  @Override
  public void lost(int peer) {
    questions.lost(peer);
  }

  private void pump() {
    queued = false;
    if (state != State.IDLE) {
      long due = state == State.ASKING && rate > 0 ? due(System.nanoTime()) : Long.MAX_VALUE;
      while (scheduled < due && quota > 0 && askOne()) {
        scheduled++;
      }
      wire.flush();
    }
    settle();
  }

  private boolean askOne() {
    int source = wire.source(questions);
    if (source < 0) {
      return false;
    }
    questions.next(source, question);
    boolean isPlanned = state == State.ASKING && rate > 0;
    question.planned =
        isPlanned ? scheduleBegun + (long) (scheduled * (NANOS / rate)) : System.nanoTime();
    // What the plan had before is of the warm-up, however late it is sent.
    question.counted = tallies.isCounting() && question.planned - countedFrom >= 0;
    if (question.counted) {
      quota--;
    }
    wire.send(question);
    return true;
  }

  /** How many questions should have been asked by now. */
  private long due(long now) {
    return 1 + (long) ((now - scheduleBegun) * (rate / NANOS));
  }

  private void settle() {
    if (state == State.FILLING) {
      filled.setRelease(questions.filled());
      if (wire.waiting() == 0 && questions.isFilled()) {
        state = State.IDLE;
        filledUp.complete(null);
      }
    }
    if (quota <= 0) {
      usedUp.complete(null);
    }
    if (ending && wire.waiting() == 0) {
      ended.complete(null);
    }
  }
}
