package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what an event loop does; far longer than it takes, but not for ever. */
public final class Waiting {
  private static final int SECONDS = 60;

  private Waiting() {}

  /** What the future gives. */
  public static <T> T forResult(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  /** For something to be closed; a test that is interrupted meanwhile has failed. */
  static void forClose(Future<?> closed) {
    try {
      forResult(closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it closed", e);
    } catch (Exception e) {
      throw new IllegalStateException("it could not be closed", e);
    }
  }

  /** Until it is so; fails if it never is. */
  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it never was so");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** How far the transfer says it is when it says so the next time. */
  @SuppressWarnings("ReferenceEquality") // It may well say the same.
  static TransferProgress forNextProgress(Transfer transfer) {
    TransferProgress last = transfer.progress();
    until(() -> transfer.progress() != last);
    return transfer.progress();
  }

  /** Why the future fails. */
  static TrackerException forFailure(Future<?> future) {
    ExecutionException failure = assertThrows(ExecutionException.class, () -> forResult(future));
    return assertInstanceOf(TrackerException.class, failure.getCause());
  }
}
