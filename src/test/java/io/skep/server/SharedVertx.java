package io.skep.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** The event loops of all tests, which last as long as the tests: starting them costs most. */
final class SharedVertx {
  /** On native epoll where the platform has it. */
  static final Vertx NATIVE = vertx(true);

  /** On the JDK's NIO. */
  static final Vertx NIO = vertx(false);

  private SharedVertx() {}

  private static Vertx vertx(boolean nativeTransport) {
    return Vertx.vertx(
        new VertxOptions()
            .setPreferNativeTransport(nativeTransport)
            .setEventLoopPoolSize(2)
            .setWorkerPoolSize(2));
  }
}
