package io.skep.console;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.skep.ledger.Findings;
import io.skep.ledger.HitAndRuns;
import io.skep.ledger.Ledger;
import io.skep.ledger.LedgerBooks;
import io.skep.registry.AnnounceUrls;
import io.skep.registry.Passkeys;
import io.skep.registry.Torrents;
import io.skep.registry.Users;
import io.skep.signin.SignIn;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operator's HTTP server: pages, {@code /api/v1}, {@code /metrics}, {@code /health}. */
public final class ConsoleServer {
  private static final Logger LOG = System.getLogger(ConsoleServer.class.getName());
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  // Longer than the longest answer takes to make, which is the check of a large history. Who has
  // not asked for anything has less time: see ConsoleConnections.
  private static final int IDLE_SECONDS = 300;
  private static final int LOOK_AT_CONNECTIONS_MILLIS = 1000;

  private final HttpServer server;
  private final Pools pools;
  private final Live live;
  private final ConsoleConnections connections;
  private final Runnable stopLooking;

  private ConsoleServer(
      HttpServer server,
      Pools pools,
      Live live,
      ConsoleConnections connections,
      Runnable stopLooking) {
    this.server = server;
    this.pools = pools;
    this.live = live;
    this.connections = connections;
    this.stopLooking = stopLooking;
  }

  /**
   * What the console shows.
   *
   * @param swarms the swarms
   * @param seconds the clock
   * @param registry the metrics
   * @param health whether the tracker is ready
   * @param totals the totals as they are now
   * @param privateParts what a private tracker has beside these; null in other modes
   * @param live how much is kept of what was of late
   */
  public record Parts(
      SwarmStore swarms,
      LongSupplier seconds,
      PrometheusMeterRegistry registry,
      Health health,
      Supplier<JsonObject> totals,
      @Nullable PrivateParts privateParts,
      LiveOptions live) {
    /** Those of a tracker that is not private. */
    public Parts(
        SwarmStore swarms,
        LongSupplier seconds,
        PrometheusMeterRegistry registry,
        Health health,
        Supplier<JsonObject> totals) {
      this(swarms, seconds, registry, health, totals, null);
    }

    /** Those of a tracker whose console keeps as much as it does unless told otherwise. */
    public Parts(
        SwarmStore swarms,
        LongSupplier seconds,
        PrometheusMeterRegistry registry,
        Health health,
        Supplier<JsonObject> totals,
        @Nullable PrivateParts privateParts) {
      this(swarms, seconds, registry, health, totals, privateParts, LiveOptions.defaults());
    }
  }

  /**
   * What the API of a private tracker works with.
   *
   * @param users whom the tracker knows
   * @param passkeys the passkeys of single torrents
   * @param torrents what is registered
   * @param announceUrls where users announce
   * @param ledger the books in memory
   * @param books the books as they are kept for good
   * @param findings what the rules for cheats have found
   * @param hitAndRuns who fetched and ran
   * @param tokens what lets programs in
   * @param signIn how people get in
   * @param rules what users are asked for
   * @param site how browsers reach the console
   * @param configuration what the operator has set
   */
  public record PrivateParts(
      Users users,
      Passkeys passkeys,
      Torrents torrents,
      AnnounceUrls announceUrls,
      Ledger ledger,
      LedgerBooks books,
      Findings findings,
      HitAndRuns hitAndRuns,
      Tokens tokens,
      SignIn signIn,
      SiteRules rules,
      Site site,
      List<ConfigurationEntry> configuration) {}

  /** Starts listening, with no host bounded to a share; port 0 is any that is free. */
  public static Future<ConsoleServer> start(Vertx vertx, String host, int port, Parts parts) {
    return start(vertx, ConsoleDoor.plain(host, port), parts);
  }

  /** Starts listening. */
  public static Future<ConsoleServer> start(Vertx vertx, ConsoleDoor door, Parts parts) {
    Pools pools = Pools.of(vertx);
    ConsoleConnections connections =
        new ConsoleConnections(door.maxConnections(), door.crowds(), parts.seconds());
    connections.register(parts.registry());
    Live live = new Live(vertx, parts);
    Router router = router(vertx, pools, door, parts, live);
    long timer = vertx.setPeriodic(LOOK_AT_CONNECTIONS_MILLIS, tick -> connections.closeOverdue());
    return vertx
        .createHttpServer(options())
        .connectionHandler(connections::opened)
        .requestHandler(
            request -> {
              connections.requested(request);
              router.handle(request);
            })
        .listen(door.port(), door.host())
        .map(
            server ->
                new ConsoleServer(server, pools, live, connections, () -> vertx.cancelTimer(timer)))
        .onSuccess(started -> live.start())
        .onFailure(cause -> vertx.cancelTimer(timer))
        .onFailure(cause -> pools.close())
        .onFailure(cause -> live.stop());
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false);
  }

  private static Router router(Vertx vertx, Pools pools, ConsoleDoor door, Parts parts, Live live) {
    Router router = Router.router(vertx);
    router.route().handler(new KnownHosts(door.publicUrl())::check);
    page(router, "/health/live", context -> health(context, true, parts.health()));
    page(router, "/health/ready", context -> ready(context, parts.health()));
    page(router, "/metrics", context -> metrics(context, parts.registry()));
    WebPages.addTo(router, () -> pools.work().run(WebFiles::read), ConsoleServer::index);
    LateApi.addTo(router, () -> pools.work().run(() -> api(pools, parts, live)));
    router.errorHandler(
        400, context -> ProblemDetails.send(context, 400, "Bad request", "the URL is not valid"));
    router.errorHandler(
        404, context -> ProblemDetails.send(context, 404, "Not found", "there is no such page"));
    router.errorHandler(405, ConsoleServer::wrongMethod);
    router.errorHandler(413, ConsoleServer::tooLarge);
    router.errorHandler(500, ConsoleServer::failed);
    return router;
  }

  private static ApiRouter api(Pools pools, Parts parts, Live live) {
    Contract contract = Contract.read();
    return new ApiRouter(
        contract, Operations.of(contract, parts, live), guard(parts, pools), pools.work());
  }

  private static ApiRouter.@Nullable Guard guard(Parts parts, Pools pools) {
    PrivateParts site = parts.privateParts();
    return site == null
        ? null
        : new ApiRouter.Guard(
            new Access(site, new WrongTokens(parts.seconds())),
            new Changes(site.signIn().auditLog(), parts.seconds()),
            site.signIn().queue(),
            pools.passwords());
  }

  /** What can be got can be asked for its headers alone; some that watch a server do so. */
  private static void page(Router router, String path, Handler<RoutingContext> handler) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
  }

  private static void wrongMethod(RoutingContext context) {
    context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
    ProblemDetails.send(context, 405, "Method not allowed", "use GET");
  }

  /** A body whose length was not said beforehand. */
  private static void tooLarge(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CONNECTION, "close");
    ProblemDetails.send(context, 413, "Content too large", "the body is too large");
  }

  private static void index(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
        .end(
            """
            This is the console of a Skep tracker; browsers are shown its pages.
            /api/v1/openapi.yaml   what there is to ask for, for people and programs
            /api/v1/stats          totals
            /api/v1/overview       how it is, and was within the last hours
            /api/v1/events         the same as it changes (server-sent events)
            /api/v1/map            peers by country
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

  /** What is open. */
  ConsoleConnections connections() {
    return connections;
  }

  /** What is done each second. */
  Live live() {
    return live;
  }

  /** Stops listening and lets the answers that are under way finish. */
  public Future<Void> stop() {
    live.stop();
    stopLooking.run();
    return server.shutdown(1, TimeUnit.SECONDS).eventually(pools::close);
  }
}
