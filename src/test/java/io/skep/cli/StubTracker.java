package io.skep.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A tracker's API in so far as a test needs it: answers what it was told to, keeps what it heard.
 */
final class StubTracker implements AutoCloseable {
  static final String TOKEN = "skep_" + "T".repeat(43);

  private final HttpServer server;
  private final Map<String, Function<Request, Answer>> answers = new HashMap<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  /**
   * What came.
   *
   * @param target method, path below /api/v1/ and query, as sent
   */
  record Request(String target, String type, byte[] body) {
    JsonObject json() {
      return new JsonObject(new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return target + (body.length == 0 ? "" : " " + new String(body, StandardCharsets.UTF_8));
    }
  }

  /** What goes back. */
  record Answer(int status, byte[] body) {
    static Answer of(int status, JsonObject json) {
      return new Answer(status, json.encode().getBytes(StandardCharsets.UTF_8));
    }
  }

  StubTracker() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers this target so from now on. */
  StubTracker on(String target, Function<Request, Answer> answer) {
    answers.put(target, answer);
    return this;
  }

  StubTracker on(String target, int status, JsonObject answer) {
    return on(
        target,
        request -> status == 204 ? new Answer(status, new byte[0]) : Answer.of(status, answer));
  }

  /** Answers this target with a list that has these items. */
  StubTracker list(String target, JsonObject... items) {
    return on(
        target,
        200,
        new JsonObject().put("total", items.length).put("items", new JsonArray(List.of(items))));
  }

  /** What came, in order. */
  List<String> heard() {
    return requests.stream().map(Request::toString).toList();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String uri = exchange.getRequestURI().toString();
      String below = uri.startsWith("/api/v1/") ? uri.substring("/api/v1/".length()) : "?" + uri;
      Request request =
          new Request(
              exchange.getRequestMethod() + " " + below,
              String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
              exchange.getRequestBody().readAllBytes());
      requests.add(request);
      Answer answer = answer(exchange, request);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private Answer answer(HttpExchange exchange, Request request) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + TOKEN).equals(authorization)) {
      return problem(401, "this token is of no use");
    }
    return answers
        .getOrDefault(request.target(), any -> problem(404, "there is no " + request.target()))
        .apply(request);
  }

  static Answer problem(int status, String detail) {
    return Answer.of(
        status,
        new JsonObject()
            .put("type", "about:blank")
            .put("title", "Problem")
            .put("status", status)
            .put("detail", detail));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
