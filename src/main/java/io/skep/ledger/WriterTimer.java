package io.skep.ledger;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The clock on the wall of the writer's: its thread never waits for the database. */
final class WriterTimer {
  private final ScheduledThreadPoolExecutor executor;

  WriterTimer() {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "ledger-timer");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
  }

  void everySecond(Runnable task) {
    executor.scheduleWithFixedDelay(task, 1, 1, TimeUnit.SECONDS);
  }

  /** Runs what ends a wait after so many milliseconds, or now where the timer has stopped. */
  void end(DurableWait wait, Runnable tooLate, int millis) {
    try {
      wait.setTimeout(executor.schedule(tooLate, millis, TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      tooLate.run();
    }
  }

  void stop() {
    executor.shutdownNow();
  }
}
