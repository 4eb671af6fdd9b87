package io.skep.client;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The timers of a Vert.x event loop; to be used on that event loop alone. */
final class EventLoopTimers implements Timers {
  private final Vertx vertx;
  private final LongSupplier nanoTime;

  EventLoopTimers(Context context, LongSupplier nanoTime) {
    this.vertx = context.owner();
    this.nanoTime = nanoTime;
  }

  @Override
  public long nanoTime() {
    return nanoTime.getAsLong();
  }

  @Override
  public long set(Duration delay, Runnable action) {
    return vertx.setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
  }

  @Override
  public void cancel(long timer) {
    vertx.cancelTimer(timer);
  }
}
