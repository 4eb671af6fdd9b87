package io.skep.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The pool that a storage works on, and the event loop that it answers on. Counts what is under
 * way, so that nothing is closed under a worker's hands.
 */
final class Workers {
  private final Context context;
  private final Executor pool;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile @Nullable Promise<Void> idle;

  Workers(Context context, Executor pool) {
    this.context = context;
    this.pool = pool;
  }

  /** Does the work on the pool; the future completes on the event loop. */
  <T> Future<T> call(Callable<T> work) {
    Promise<T> promise = Promise.promise();
    execute(() -> complete(promise, work));
    return promise.future();
  }

  /** Does the work on the worker that calls this, and completes the promise on the event loop. */
  <T> void complete(Promise<T> promise, Callable<T> work) {
    try {
      T result = work.call();
      post(() -> promise.complete(result));
    } catch (Exception e) {
      post(() -> promise.fail(e));
    }
  }

  /** Runs the task on the pool. */
  void execute(Runnable task) {
    underWay.incrementAndGet();
    pool.execute(
        () -> {
          try {
            task.run();
          } finally {
            if (underWay.decrementAndGet() == 0) {
              tellIdle();
            }
          }
        });
  }

  /** Runs the action on the event loop, after those posted earlier by the same thread. */
  void post(Runnable action) {
    context.runOnContext(nothing -> action.run());
  }

  /** Completes, on the event loop, as soon as nothing is under way. */
  Future<Void> idle() {
    Promise<Void> waiting = Promise.promise();
    idle = waiting;
    if (underWay.get() == 0) {
      tellIdle();
    }
    return waiting.future();
  }

  private void tellIdle() {
    Promise<Void> waiting = idle;
    if (waiting != null) {
      post(waiting::tryComplete);
    }
  }
}
