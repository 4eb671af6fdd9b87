package io.skep.server;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;

/**
 * The certificate that connections over HTTPS are shown. A renewed one is for the connections to
 * come; those that are open keep theirs.
 */
final class ServerCertificate {
  private final Vertx vertx;
  private volatile SslContext context;

  private ServerCertificate(Vertx vertx, SslContext context) {
    this.vertx = vertx;
    this.context = context;
  }

  /** Reads it; failed if there is none that can be used. */
  static Future<ServerCertificate> load(Vertx vertx, KeyCertOptions files) {
    return read(vertx, files).map(context -> new ServerCertificate(vertx, context));
  }

  private static Future<SslContext> read(Vertx vertx, KeyCertOptions files) {
    // Options keep what they once read, and their copies don't.
    return vertx.executeBlocking(
        () -> SslContextBuilder.forServer(files.copy().getKeyManagerFactory(vertx)).build());
  }

  /** Reads it anew; failed, and the old one stays, if it can't be used. */
  Future<Void> renew(KeyCertOptions files) {
    return read(vertx, files).onSuccess(renewed -> context = renewed).mapEmpty();
  }

  /** The TLS of a new connection. */
  SslHandler handler(ByteBufAllocator allocator) {
    return context.newHandler(allocator);
  }
}
