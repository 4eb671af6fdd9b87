package io.skep.console;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.skep.swarm.SwarmStore;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The operator's HTTP server: {@code /api/v1}, {@code /metrics}, {@code /health}. */
public final class ConsoleServer {
  private static final Logger LOG = System.getLogger(ConsoleServer.class.getName());
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int IDLE_SECONDS = 60;

  private final HttpServer server;

  private ConsoleServer(HttpServer server) {
    this.server = server;
  }

  /**
   * What the console shows.
   *
   * @param swarms the swarms
   * @param seconds the clock
   * @param registry the metrics
   * @param health whether the tracker is ready
   * @param totals the totals as they are now
   */
  public record Parts(
      SwarmStore swarms,
      LongSupplier seconds,
      PrometheusMeterRegistry registry,
      Health health,
      Supplier<JsonObject> totals) {}

  /** Starts listening; port 0 is any that is free. */
  public static Future<ConsoleServer> start(Vertx vertx, String host, int port, Parts parts) {
    return vertx
        .createHttpServer(
            new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false))
        .requestHandler(router(vertx, parts))
        .listen(port, host)
        .map(ConsoleServer::new);
  }

  private static Router router(Vertx vertx, Parts parts) {
    Router router = Router.router(vertx);
    page(router, "/health/live", context -> health(context, true, parts.health()));
    page(router, "/health/ready", context -> ready(context, parts.health()));
    page(router, "/metrics", context -> metrics(context, parts.registry()));
    page(router, "/api/v1/stats", context -> context.json(parts.totals().get()));
    SwarmsApi swarms = new SwarmsApi(parts.swarms(), parts.seconds());
    page(router, "/api/v1/swarms", swarms::list);
    page(router, "/api/v1/swarms/:hash", swarms::show);
    page(router, "/", ConsoleServer::index);
    router.errorHandler(
        400, context -> ProblemDetails.send(context, 400, "Bad request", "the URL is not valid"));
    router.errorHandler(
        404, context -> ProblemDetails.send(context, 404, "Not found", "there is no such page"));
    router.errorHandler(405, ConsoleServer::wrongMethod);
    router.errorHandler(500, ConsoleServer::failed);
    return router;
  }

  /** What can be got can be asked for its headers alone; some that watch a server do so. */
  private static void page(Router router, String path, Handler<RoutingContext> handler) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
  }

  private static void wrongMethod(RoutingContext context) {
    context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
    ProblemDetails.send(context, 405, "Method not allowed", "use GET");
  }

  private static void index(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
        .end(
            """
            This is the console of a Skep tracker.
            /api/v1/stats          totals
            /api/v1/swarms         all swarms: ?sort=-peers&offset=0&limit=50
            /api/v1/swarms/HASH    one swarm and its peers
            /metrics               for Prometheus
            /health/live           is the process alive
            /health/ready          does the tracker answer
            """);
  }

  private static void ready(RoutingContext context, Health health) {
    health(context, health.isReady(), health);
  }

  private static void health(RoutingContext context, boolean well, Health health) {
    JsonObject parts = new JsonObject();
    health.parts().forEach(parts::put);
    context
        .response()
        .setStatusCode(well ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(new JsonObject().put("ok", well).put("parts", parts).toBuffer());
  }

  private static void metrics(RoutingContext context, PrometheusMeterRegistry registry) {
    context
        .vertx()
        .executeBlocking(() -> registry.scrape())
        .onSuccess(
            text ->
                context.response().putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS_TEXT).end(text))
        .onFailure(context::fail);
  }

  private static void failed(RoutingContext context) {
    LOG.log(Level.ERROR, "a request to the console could not be answered", context.failure());
    ProblemDetails.send(context, 500, "Internal error", "the log of the tracker says more");
  }

  /** The port that is listened to. */
  public int port() {
    return server.actualPort();
  }

  /** Stops listening and lets the answers that are under way finish. */
  public Future<Void> stop() {
    return server.shutdown(1, TimeUnit.SECONDS);
  }
}
