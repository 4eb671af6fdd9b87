package io.skep.console;

import io.skep.signin.HashingQueue;
import io.skep.signin.Visitor;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Routes requests as the contract says: first who asks, then what is asked, then the answer.
 *
 * <p>The body is read only once it is known that the request is let in and the body is not too
 * large; it is looked at on a worker, like everything that takes time.
 *
 * <p>Why this is not vertx-web-openapi-router (5.0.10): it refuses documents with a relative server
 * or with the media types of .torrent files, YAML and problem details; it routes no HEAD; it lets
 * parameters pass that the document does not name; it gathers a note of each fault of a body, which
 * with the millions that fit into 16 MiB is more than the heap; and it needs 1 to 3 seconds at each
 * start, most of them on an event loop. A test holds the document against OpenAPI 3.1 instead.
 */
final class ApiRouter {
  private static final Caller NOBODY = Caller.nobody(new Visitor("", ""), "", false);

  private final Contract contract;
  private final Map<String, Operation> operations;
  private final @Nullable Guard guard;
  private final Workers workers;
  private final BodyRoom bodyRoom = new BodyRoom(Runtime.getRuntime().maxMemory() / 8);

  /** Runs what blocks. */
  interface Workers {
    <T> Future<T> run(Callable<T> work);
  }

  /**
   * What a private tracker's API has beside an open one's.
   *
   * @param access lets in who may
   * @param changes keeps who changed what
   * @param queue how many passwords may be hashed at once
   * @param hashing runs what hashes one
   */
  record Guard(Access access, Changes changes, HashingQueue queue, Workers hashing) {}

  /**
   * A router for these operations.
   *
   * @param operations what answers, by the names in the contract
   * @param guard null where nobody needs a token, since the tracker is not private
   */
  ApiRouter(
      Contract contract,
      Map<String, Operation> operations,
      @Nullable Guard guard,
      Workers workers) {
    this.contract = contract;
    this.operations = operations;
    this.guard = guard;
    this.workers = workers;
  }

  /** Adds the routes. */
  void addTo(Router router) {
    contract.operations().forEach(operation -> add(router, operation));
    // Only after all of them: POST /torrents/import is none of the methods of /torrents/{hash}.
    contract.operations().stream()
        .map(ContractOperation::route)
        .distinct()
        .forEach(route -> router.route(route).handler(context -> wrongMethod(context, route)));
  }

  private void add(Router router, ContractOperation rule) {
    var route = router.route(rule.route()).method(rule.method());
    if (rule.method().equals(HttpMethod.GET)) {
      route.method(HttpMethod.HEAD);
    }
    Operation operation = operations.get(rule.id());
    if (operation == null) {
      if (guard != null) {
        throw new IllegalStateException("nothing answers " + rule.id());
      }
      route.handler(ApiRouter::notPrivate);
      return;
    }
    // A policy of security, by its type: no other handler of ours may stand before the body's.
    SecurityPolicyHandler letIn = context -> letIn(context, rule);
    route.handler(letIn);
    BodyRule body = rule.body();
    if (body != null) {
      route
          .handler(context -> bodyHandler(context, body).handle(context))
          .failureHandler(ApiRouter::unlessGone);
    }
    route.handler(context -> answer(context, rule, operation));
  }

  private static BodyHandler bodyHandler(RoutingContext context, BodyRule body) {
    return BodyHandler.create(false).setBodyLimit(maxBytes(context, body));
  }

  private static long maxBytes(RoutingContext context, BodyRule body) {
    return body.maxBytes(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
  }

  /** Who goes away in the middle of a body is owed no answer, and no line in the log. */
  private static void unlessGone(RoutingContext context) {
    if (!(context.failure() instanceof HttpClosedException)) {
      context.next();
    }
  }

  private static void notPrivate(RoutingContext context) {
    ProblemDetails.send(context, 404, "Not found", "this tracker is not private");
  }

  private void letIn(RoutingContext context, ContractOperation rule) {
    Guard known = guard;
    if (known != null) {
      Caller caller = known.access.check(context, rule);
      if (caller == null) {
        return;
      }
      context.put(Caller.class.getName(), caller);
    }
    BodyRule body = rule.body();
    if (body != null && !isTaken(context, body)) {
      return;
    }
    context.next();
  }

  private boolean isTaken(RoutingContext context, BodyRule body) {
    try {
      body.type(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
    } catch (ProblemException e) {
      ProblemDetails.send(context, e);
      return false;
    }
    long maxBytes = maxBytes(context, body);
    if (length(context) > maxBytes) {
      ProblemDetails.tooLarge(context, maxBytes);
      return false;
    }
    if (!hasRoom(context, length(context) > 0 ? length(context) : maxBytes)) {
      return false;
    }
    if ("100-continue".equalsIgnoreCase(context.request().getHeader(HttpHeaders.EXPECT))) {
      context.response().writeContinue();
    }
    return true;
  }

  private boolean hasRoom(RoutingContext context, long bytes) {
    if (bodyRoom.take(bytes)) {
      context.addEndHandler(ended -> bodyRoom.give(bytes));
      return true;
    }
    context.response().putHeader(HttpHeaders.RETRY_AFTER, "10");
    context.response().putHeader(HttpHeaders.CONNECTION, "close");
    ProblemDetails.send(
        context, 503, "Service unavailable", "too many large bodies at once; try again later");
    return false;
  }

  private static long length(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    // The HTTP parser has refused what is no number; without one, the body's limit is kept below.
    return length == null ? 0 : Long.parseLong(length);
  }

  private void answer(RoutingContext context, ContractOperation rule, Operation operation) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    Caller known = context.get(Caller.class.getName());
    Caller caller = known == null ? NOBODY : known;
    Map<String, String> inPath = context.pathParams();
    var inQuery = context.queryParams();
    Buffer body = rule.body() == null ? Buffer.buffer() : context.body().buffer();
    run(
        context,
        rule,
        caller,
        () -> {
          Map<String, Object> parameters = rule.read(inPath, inQuery);
          return operation.answer(call(rule, caller, parameters, type, body));
        });
  }

  private void run(
      RoutingContext context, ContractOperation rule, Caller caller, Callable<Reply> work) {
    Guard known = guard;
    if (known == null || !rule.hashes()) {
      answered(context, workers.run(work));
      return;
    }
    String address = caller.visitor().address();
    if (!known.queue.enter(address)) {
      Faults.tooMany(context, 2, "too many passwords are being checked; try again in 2 s");
      return;
    }
    answered(context, known.hashing.run(work).onComplete(done -> known.queue.leave(address)));
  }

  private static void answered(RoutingContext context, Future<Reply> reply) {
    reply.onSuccess(made -> send(context, made)).onFailure(fault -> Faults.send(context, fault));
  }

  private Call call(
      ContractOperation rule,
      Caller caller,
      Map<String, Object> parameters,
      @Nullable String type,
      @Nullable Buffer body)
      throws ProblemException {
    Changes changes = guard == null ? null : guard.changes;
    BodyRule bodyRule = rule.body();
    if (bodyRule == null) {
      return new Call(caller, rule.id(), changes, parameters, new JsonObject(), new byte[0]);
    }
    Buffer bytes = body == null ? Buffer.buffer() : body;
    return bodyRule.type(type).equals(BodyRule.JSON)
        ? new Call(caller, rule.id(), changes, parameters, bodyRule.read(bytes), new byte[0])
        : new Call(caller, rule.id(), changes, parameters, new JsonObject(), bytes.getBytes());
  }

  private static void send(RoutingContext context, Reply reply) {
    HttpServerResponse response = context.response().setStatusCode(reply.status());
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.putHeader("X-Content-Type-Options", "nosniff");
    reply.headers().forEach(response::putHeader);
    Consumer<HttpServerResponse> stream = reply.stream();
    if (reply.type().isEmpty()) {
      response.end();
    } else if (stream != null && !context.request().method().equals(HttpMethod.HEAD)) {
      stream.accept(response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, reply.type()));
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, reply.type()).end(reply.body());
    }
  }

  private void wrongMethod(RoutingContext context, String route) {
    Set<String> allowed = new TreeSet<>();
    for (ContractOperation rule : contract.operations()) {
      if (rule.route().equals(route)) {
        allowed.add(rule.method().name());
      }
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    String methods = String.join(", ", allowed);
    context.response().putHeader(HttpHeaders.ALLOW, methods);
    ProblemDetails.send(context, 405, "Method not allowed", "use " + methods);
  }
}
