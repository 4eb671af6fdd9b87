package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ContractTest {
  private static final Contract CONTRACT = Contract.read();
  private static final JsonObject DOCUMENT = Contract.document(CONTRACT.text());

  static List<ContractOperation> operations() {
    return CONTRACT.operations();
  }

  /** The document as it is written, with its references. */
  private static JsonObject written() {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(CONTRACT.text());
    Map<?, ?> map = (Map<?, ?>) read;
    JsonObject json = new JsonObject();
    map.forEach((key, value) -> json.put(String.valueOf(key), value));
    return new JsonObject(json.encode());
  }

  private static String errorsIn(JsonObject document) {
    Vertx vertx = Vertx.vertx();
    try {
      var unit =
          RunningConsole.await(
              OpenAPIVersion.V3_1
                  .getRepository(vertx, "skep:test")
                  .compose(
                      repository ->
                          OpenAPIVersion.V3_1.validateContract(vertx, repository, document)));
      return Boolean.TRUE.equals(unit.getValid()) ? "" : unit.toJson().encodePrettily();
    } finally {
      RunningConsole.await(vertx.close());
    }
  }

  @Test
  void itIsOpenApi31() {
    assertEquals("", errorsIn(written()));
    JsonObject broken = written();
    broken.getJsonObject("paths").getJsonObject("/api/v1/me").put("got", new JsonObject());
    assertFalse(errorsIn(broken).isEmpty(), "a wrong document would be found");
  }

  @Test
  void itIsServedAsItIs() {
    try (RunningConsole console = new RunningConsole(true);
        PrivateConsole site = new PrivateConsole()) {
      for (int port : new int[] {console.server.port(), site.server.port()}) {
        HttpResponse<byte[]> response = new ApiClient(port, "").ask("GET", "/openapi.yaml", "");
        assertEquals(200, response.statusCode());
        assertEquals(CONTRACT.text(), new String(response.body(), StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void namesAreNamesOfOneThing() {
    Set<String> ids = new HashSet<>();
    for (ContractOperation operation : operations()) {
      assertTrue(ids.add(operation.id()), operation.id());
    }
    assertTrue(ids.size() >= 40, ids.toString());
  }

  @Test
  void onlyTheDocumentAndTheDoorsNeedNoToken() {
    List<String> open =
        operations().stream()
            .filter(operation -> operation.scopes() == null)
            .map(ContractOperation::id)
            .toList();

    assertEquals(
        List.of(
            "showContract",
            "signIn",
            "makeFirstAdministrator",
            "showInvitation",
            "join",
            "setPassword"),
        open);
  }

  @Test
  void theScopesAreThoseOfTheProgram() {
    Set<String> used = new TreeSet<>();
    for (ContractOperation operation : operations()) {
      Set<String> scopes = operation.scopes();
      used.addAll(scopes == null ? Set.of() : scopes);
    }
    JsonArray named =
        DOCUMENT
            .getJsonObject("components")
            .getJsonObject("schemas")
            .getJsonObject("Scope")
            .getJsonArray("enum");

    assertEquals(Scopes.ALL, used);
    assertEquals(Scopes.ALL, new TreeSet<>(named.stream().map(String.class::cast).toList()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whatNeedsATokenPromisesHowItRefuses(ContractOperation operation) {
    JsonObject responses = written(operation).getJsonObject("responses");

    List<String> promised = new ArrayList<>();
    if (operation.scopes() != null) {
      promised.addAll(List.of("401", "429"));
      promised.addAll(operation.scopes().isEmpty() ? List.of() : List.of("403"));
    }
    promised.addAll(operation.parameters().isEmpty() ? List.of() : List.of("400"));
    promised.addAll(operation.body() == null ? List.of() : List.of("400", "413", "415"));
    for (String status : promised) {
      assertTrue(responses.containsKey(status), operation.id() + " " + status);
    }
  }

  private static JsonObject written(ContractOperation operation) {
    return DOCUMENT
        .getJsonObject("paths")
        .getJsonObject(operation.path())
        .getJsonObject(operation.method().name().toLowerCase(java.util.Locale.ROOT));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theExampleOfABodyIsAccepted(ContractOperation operation) throws Exception {
    BodyRule body = operation.body();
    if (body == null) {
      return;
    }
    JsonObject example =
        written(operation)
            .getJsonObject("requestBody")
            .getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("example");

    assertNotNull(example, operation.id());
    assertEquals(example, body.read(example.toBuffer()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyParameterIsExplained(ContractOperation operation) {
    for (Object one : written(operation).getJsonArray("parameters", new JsonArray())) {
      JsonObject parameter = (JsonObject) one;
      String name = operation.id() + " " + parameter.getString("name");
      assertTrue(parameter.getString("description", "").length() > 5, name);
      String words = SchemaWords.of(parameter.getJsonObject("schema"));
      assertFalse(words.equals("what the contract says"), name);
    }
  }
}
