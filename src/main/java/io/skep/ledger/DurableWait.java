package io.skep.ledger;

import io.skep.bittorrent.RequestException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** Somebody who waits until an entry is durable, but not for ever. */
final class DurableWait {
  private static final Logger LOGGER = System.getLogger(DurableWait.class.getName());

  private final Promise<Void> promise = Promise.promise();
  private volatile @Nullable ScheduledFuture<?> timeout;

  Future<Void> future() {
    return promise.future();
  }

  /** What will call {@link #giveUp}. */
  void setTimeout(ScheduledFuture<?> timeout) {
    this.timeout = timeout;
    if (promise.future().isComplete()) {
      timeout.cancel(false);
    }
  }

  /** The entry is durable. */
  void succeed() {
    cancelTimeout();
    end(() -> promise.tryComplete());
  }

  /** It takes too long, or will never be. */
  void giveUp() {
    cancelTimeout();
    end(() -> promise.tryFail(tryAgain()));
  }

  private static RequestException tryAgain() {
    return RequestException.retryLater("the tracker can't note that right now, try again", 1);
  }

  private void cancelTimeout() {
    ScheduledFuture<?> current = timeout;
    if (current != null) {
      current.cancel(false);
    }
  }

  /** Whoever listens is called on this thread; a fault of theirs must not stop the books. */
  private static void end(Runnable completion) {
    try {
      completion.run();
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "An answer that waited for the books has failed", e);
    }
  }
}
