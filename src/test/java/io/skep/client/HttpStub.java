package io.skep.client;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP tracker on loopback that answers what a test says, and keeps what it was asked. */
public final class HttpStub {
  private final List<String> urls = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final String base;

  /** A tracker on this address of the loopback interface. */
  public HttpStub(
      Vertx vertx, String address, HttpServerOptions options, Handler<HttpServerRequest> answer)
      throws Exception {
    server =
        Waiting.forResult(
            vertx
                .createHttpServer(options)
                .requestHandler(
                    request -> {
                      urls.add(request.uri());
                      answer.handle(request);
                    })
                .listen(0, address));
    String host = address.contains(":") ? "[" + address + "]" : address;
    base = (options.isSsl() ? "https://" : "http://") + host + ":" + server.actualPort();
  }

  /** A tracker on 127.0.0.1. */
  public HttpStub(Vertx vertx, Handler<HttpServerRequest> answer) throws Exception {
    this(vertx, "127.0.0.1", new HttpServerOptions(), answer);
  }

  /** Where it is, with this path and query behind it. */
  public URI url(String target) {
    return URI.create(base + target);
  }

  /** The paths and queries that it was asked for. */
  List<String> urls() {
    return urls;
  }
}
