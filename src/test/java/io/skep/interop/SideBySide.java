package io.skep.interop;

import java.io.Closeable;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs that go on side by side, while tests ask for one after another how it went. */
final class SideBySide<K> implements Closeable {
  /** A run. */
  interface Run {
    void run() throws Exception;
  }

  private final ExecutorService executor;
  private final Map<K, Future<?>> runs = new ConcurrentHashMap<>();

  /**
   * Begins with none.
   *
   * @param atOnce how many run at the same time
   */
  SideBySide(int atOnce) {
    executor = Executors.newFixedThreadPool(atOnce);
  }

  void add(K name, Run run) {
    Callable<Void> task =
        () -> {
          run.run();
          return null;
        };
    runs.put(name, executor.submit(task));
  }

  /** Waits until a run has ended, and fails as it failed. */
  void await(K name) throws Throwable {
    try {
      Objects.requireNonNull(runs.get(name)).get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  /** Interrupts what still runs. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      executor.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
