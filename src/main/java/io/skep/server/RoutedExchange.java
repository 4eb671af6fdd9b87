package io.skep.server;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** A request that came through Vert.x's HTTP server. */
final class RoutedExchange implements HttpExchange {
  private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain");
  private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");

  private final HttpServerRequest request;
  private final Context loop;

  /** The request that is being handled on this thread. */
  RoutedExchange(HttpServerRequest request) {
    this.request = request;
    this.loop = Vertx.currentContext();
  }

  @Override
  public List<String> encodings() {
    return request.headers().getAll(HttpHeaders.ACCEPT_ENCODING);
  }

  @Override
  public void reply(byte[] bencoded, boolean gzipped) {
    if (gzipped) {
      request.response().putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
    }
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, TEXT).end(Buffer.buffer(bencoded));
  }

  @Override
  public void later(Runnable answer) {
    loop.runOnContext(ignored -> answer.run());
  }
}
