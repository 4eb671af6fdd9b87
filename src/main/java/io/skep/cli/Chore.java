package io.skep.cli;

import io.vertx.core.WorkerExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work that is done again and again, never twice at the same time. */
final class Chore {
  private static final Logger LOG = System.getLogger(Chore.class.getName());

  /** What is done; throws what goes wrong. */
  interface Work {
    /** Does it once. */
    void run() throws Exception;
  }

  private final String failure;
  private final Work work;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile String lastFault = "";

  /**
   * Work that is done when {@link #runOn} says so.
   *
   * @param failure what is logged if it fails, the cause behind it
   */
  Chore(String failure, Work work) {
    this.failure = failure;
    this.work = work;
  }

  void runOn(WorkerExecutor workers) {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    Callable<Boolean> once =
        () -> {
          work.run();
          return true;
        };
    workers
        .executeBlocking(once, false)
        .onComplete(
            done -> {
              running.set(false);
              if (done.succeeded()) {
                lastFault = "";
              } else {
                failed(done.cause());
              }
            });
  }

  /** Loudly where it is news, below the usual level while it stays the same. */
  private void failed(Throwable cause) {
    String fault = String.valueOf(cause);
    LOG.log(fault.equals(lastFault) ? Level.DEBUG : Level.WARNING, failure, cause);
    lastFault = fault;
  }
}
