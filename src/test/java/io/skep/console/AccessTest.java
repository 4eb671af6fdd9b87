package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final PrivateConsole CONSOLE = new PrivateConsole();
  private static final String EXPIRED =
      CONSOLE.token("expired", Scopes.ALL, 0, PrivateConsole.START);
  private static final String WRONG = "skep_" + "A".repeat(43);

  static List<ContractOperation> operations() {
    return Contract.read().operations().stream()
        .filter(rule -> rule.scopes() != null && !rule.isForBrowsers())
        .toList();
  }

  /** Without the events, which go on until nobody listens. */
  static List<ContractOperation> operationsThatEnd() {
    return operations().stream().filter(rule -> !rule.id().equals("listen")).toList();
  }

  static List<ContractOperation> operationsForBrowsers() {
    return Contract.read().operations().stream().filter(ContractOperation::isForBrowsers).toList();
  }

  private static Set<String> scopes(ContractOperation operation) {
    return Objects.requireNonNull(operation.scopes());
  }

  @AfterAll
  static void stop() {
    CONSOLE.close();
  }

  /** So that wrong tokens of one test are not counted in another. */
  @BeforeEach
  void aMinutePasses() {
    CONSOLE.clock.addAndGet(60);
  }

  private static String path(ContractOperation operation) {
    return operation
        .path()
        .substring("/api/v1".length())
        .replace("{user}", "999999")
        .replace("{hash}", "12".repeat(20))
        .replace("{id}", "999999");
  }

  /** With a body that is none, so that nothing happens even if it is let in. */
  private static HttpResponse<byte[]> ask(ContractOperation operation, String token) {
    String method = operation.method().name();
    return operation.body() == null
        ? CONSOLE.client(token).ask(method, path(operation), "")
        : CONSOLE
            .client(token)
            .ask(method, path(operation), "application/json", BodyPublishers.ofString("{"));
  }

  private static void assertUnauthorized(HttpResponse<byte[]> response, String challenge) {
    assertEquals(401, response.statusCode());
    assertEquals(challenge, response.headers().firstValue("WWW-Authenticate").orElse(""));
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElse(""));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void withoutATokenNothingIsAnswered(ContractOperation operation) {
    assertUnauthorized(ask(operation, ""), "Bearer realm=\"skep\"");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void withAWrongTokenNothingIsAnswered(ContractOperation operation) {
    assertUnauthorized(ask(operation, WRONG), "Bearer realm=\"skep\", error=\"invalid_token\"");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void withAnExpiredTokenNothingIsAnswered(ContractOperation operation) {
    assertUnauthorized(ask(operation, EXPIRED), "Bearer realm=\"skep\", error=\"invalid_token\"");
  }

  /** For each scope that is needed, a token with all others. */
  @ParameterizedTest
  @MethodSource("operations")
  void withoutTheScopeNothingIsAnswered(ContractOperation operation) {
    for (String scope : scopes(operation)) {
      Set<String> others = new TreeSet<>(Scopes.ALL);
      others.remove(scope);
      String token = CONSOLE.token(operation.id() + " without " + scope, others);

      HttpResponse<byte[]> response = ask(operation, token);

      assertEquals(403, response.statusCode());
      String challenge = response.headers().firstValue("WWW-Authenticate").orElse("");
      assertTrue(challenge.contains("insufficient_scope"), challenge);
      assertTrue(challenge.contains(scope), challenge);
    }
  }

  @ParameterizedTest
  @MethodSource("operationsThatEnd")
  void withTheScopesAndNoOthersItIsLetIn(ContractOperation operation) {
    String token = CONSOLE.token(operation.id(), scopes(operation));

    int status = ask(operation, token).statusCode();

    // 422: the token acts for no user, who would have something of their own.
    assertTrue(Set.of(200, 204, 400, 404, 422).contains(status), "" + status);
  }

  @ParameterizedTest
  @MethodSource("operationsForBrowsers")
  void noTokenDoesWhatIsForBrowsers(ContractOperation operation) {
    assertUnauthorized(ask(operation, ""), "Bearer realm=\"skep\"");
    assertUnauthorized(ask(operation, WRONG), "Bearer realm=\"skep\", error=\"invalid_token\"");
    assertEquals(403, ask(operation, CONSOLE.admin).statusCode());
  }

  @ParameterizedTest
  @MethodSource("operationsThatEnd")
  void aHeadIsLetInByTheSameTokenAsAGet(ContractOperation operation) {
    if (operation.method().name().equals("GET")) {
      assertEquals(401, CONSOLE.client("").ask("HEAD", path(operation), "").statusCode());
      HttpResponse<byte[]> head = CONSOLE.client().ask("HEAD", path(operation), "");
      HttpResponse<byte[]> get = CONSOLE.client().ask("GET", path(operation), "");
      assertEquals(get.statusCode(), head.statusCode());
      assertEquals(0, head.body().length);
      assertEquals(
          get.headers().firstValue("Content-Type"), head.headers().firstValue("Content-Type"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YWRtaW46YWRtaW4=", "Bearer", "Bearer ", "skep_x", "Bearer\tx"})
  void anotherHeaderIsNoToken(String header) throws Exception {
    var request =
        java.net.http.HttpRequest.newBuilder(
                java.net.URI.create("http://127.0.0.1:" + CONSOLE.server.port() + "/api/v1/users"))
            .header("Authorization", header)
            .build();
    var response =
        java.net.http.HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString());

    assertEquals(401, response.statusCode());
  }

  @Test
  void aTokenIsOfNoUseOnceItIsRemovedOrItsUserIsDisabled() {
    ApiClient admin = CONSOLE.client();
    long user = admin.addUser("soon gone").getLong("id");
    String token = CONSOLE.token("acts", Set.of("stats:read"), user, 0);
    assertEquals(200, CONSOLE.client(token).ask("GET", "/me", "").statusCode());

    admin.patch("/users/" + user, new JsonObject().put("state", "disabled"));
    assertEquals(401, CONSOLE.client(token).ask("GET", "/me", "").statusCode());

    admin.patch("/users/" + user, new JsonObject().put("state", "active"));
    JsonObject me = CONSOLE.client(token).get("/me");
    assertEquals("soon gone", me.getJsonObject("user").getString("name"));
    admin.ask(204, "DELETE", "/tokens/" + me.getJsonObject("token").getLong("id"), "");
    assertEquals(401, CONSOLE.client(token).ask("GET", "/me", "").statusCode());
  }

  @Test
  void tooManyWrongTokensAreToldToWait() {
    CONSOLE.clock.addAndGet(600);
    for (int i = 0; i < WrongTokens.PER_MINUTE; i++) {
      assertEquals(401, CONSOLE.client(WRONG).ask("GET", "/me", "").statusCode(), "" + i);
    }
    HttpResponse<byte[]> response = CONSOLE.client(WRONG).ask("GET", "/me", "");
    assertEquals(429, response.statusCode());
    assertEquals("3", response.headers().firstValue("Retry-After").orElse(""));

    assertEquals(200, CONSOLE.client().ask("GET", "/me", "").statusCode(), "a right one is let in");
    assertEquals(401, CONSOLE.client("").ask("GET", "/me", "").statusCode(), "none is no guess");
    CONSOLE.clock.addAndGet(3);
    assertEquals(401, CONSOLE.client(WRONG).ask("GET", "/me", "").statusCode(), "after the wait");
  }

  @Test
  void whatWatchesTheTrackerNeedsNoToken() throws Exception {
    ConsoleClient watcher = new ConsoleClient(CONSOLE.server.port());
    for (String path : List.of("/metrics", "/health/live", "/", "/api/v1/openapi.yaml")) {
      assertEquals(200, watcher.get(path).statusCode(), path);
    }
  }

  @Test
  void noOtherSiteMayAskInABrowsersName() throws Exception {
    var request =
        java.net.http.HttpRequest.newBuilder(
                java.net.URI.create("http://127.0.0.1:" + CONSOLE.server.port() + "/api/v1/users"))
            .header("Origin", "https://evil.example")
            .header("Authorization", "Bearer " + CONSOLE.admin)
            .build();
    var response =
        java.net.http.HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString());

    assertEquals(200, response.statusCode());
    assertTrue(
        response.headers().map().keySet().stream()
            .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control")));
  }

  @Test
  void anotherMethodIsToldWhichThereAre() {
    HttpResponse<byte[]> response = CONSOLE.client().ask("PUT", "/users/1", "{}");
    assertEquals(405, response.statusCode());
    assertEquals("GET, HEAD, PATCH", response.headers().firstValue("Allow").orElse(""));
    assertEquals(
        "use GET, HEAD, PATCH",
        new JsonObject(new String(response.body(), StandardCharsets.UTF_8)).getString("detail"));
  }
}
