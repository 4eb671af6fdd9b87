package io.skep.console;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.skep.swarm.SwarmStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
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
    router.get("/health/live").handler(context -> health(context, true, parts.health()));
    router
        .get("/health/ready")
        .handler(context -> health(context, parts.health().isReady(), parts.health()));
    router.get("/metrics").handler(context -> metrics(context, parts.registry()));
    router.get("/api/v1/stats").handler(context -> context.json(parts.totals().get()));
    new SwarmsApi(parts.swarms(), parts.seconds()).mount(router);
    router.get("/").handler(ConsoleServer::index);
    router.errorHandler(
        404, context -> ProblemDetails.send(context, 404, "Not found", "there is no such page"));
    router.errorHandler(
        405, context -> ProblemDetails.send(context, 405, "Method not allowed", "use GET"));
    router.errorHandler(500, ConsoleServer::failed);
    return router;
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
