package io.skep.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;

/**
 * The threads on which the console does what takes time.
 *
 * @param work runs most of it
 * @param passwords runs what hashes a password, so that a crowd that signs in delays nobody else
 */
record Pools(Worker work, Worker passwords) {
  private static final int WORK_THREADS = 4;
  // Each takes the memory of one hash while it makes one, and a core.
  private static final int PASSWORD_THREADS = 2;

  /** One pool. */
  record Worker(WorkerExecutor executor) implements ApiRouter.Workers {
    @Override
    public <T> Future<T> run(Callable<T> work) {
      return executor.executeBlocking(work, false);
    }
  }

  static Pools of(Vertx vertx) {
    return new Pools(
        new Worker(vertx.createSharedWorkerExecutor("skep-console", WORK_THREADS)),
        new Worker(vertx.createSharedWorkerExecutor("skep-passwords", PASSWORD_THREADS)));
  }

  Future<Void> close() {
    return work.executor.close().eventually(passwords.executor::close);
  }
}
