package io.skep.metainfo;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Runs a hashing task on several threads, and waits for it on the caller's. */
final class HashingPool {
  private static final long PROGRESS_MILLIS = 100;
  private static final long END_SECONDS = 10;

  private HashingPool() {}

  /**
   * Hashes it all.
   *
   * @param progress is told on this thread, some times a second, how many bytes were hashed
   * @throws InterruptedException if this thread is interrupted, by which the hashing is cancelled
   */
  static void run(HashingTask task, int threads, LongConsumer progress)
      throws IOException, InterruptedException {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "skep-hash");
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<Void> ends = new ExecutorCompletionService<>(pool);
      Callable<Void> work =
          () -> {
            task.work();
            return null;
          };
      for (int i = 0; i < threads; i++) {
        ends.submit(work);
      }
      int running = threads;
      while (running > 0) {
        Future<Void> ended = ends.poll(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
        progress.accept(task.hashed());
        if (ended != null) {
          requireSuccess(ended);
          running--;
        }
      }
    } finally {
      pool.shutdownNow();
      // No thread may still read from files that the caller goes on to delete.
      pool.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static void requireSuccess(Future<Void> ended) throws IOException, InterruptedException {
    try {
      ended.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("the hashing failed", e.getCause());
    }
  }
}
