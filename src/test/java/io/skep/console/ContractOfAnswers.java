package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds what the console answers against what the contract promises. */
final class ContractOfAnswers {
  private static final JsonObject DOCUMENT = Contract.document(Contract.read().text());

  private ContractOfAnswers() {}

  static void check(String method, String path, HttpResponse<byte[]> response) {
    JsonObject operation = operation(method, path);
    if (operation == null) {
      return;
    }
    String status = Integer.toString(response.statusCode());
    JsonObject promised = operation.getJsonObject("responses").getJsonObject(status);
    String what = method + " " + path + " answers " + status;
    assertNotNull(
        promised, what + ", which is not promised: " + new String(response.body(), UTF_8));
    JsonObject content = promised.getJsonObject("content");
    String type = response.headers().firstValue("content-type").orElse("");
    if (content == null) {
      assertEquals(0, response.body().length, what);
      return;
    }
    assertTrue(content.containsKey(type), what + " as " + type);
    JsonObject schema = content.getJsonObject(type).getJsonObject("schema");
    if (type.endsWith("json") && !method.equals("HEAD")) {
      check(what, Json.decodeValue(new String(response.body(), UTF_8)), schema);
    }
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  private static void check(String what, Object value, JsonObject schema) {
    OutputUnit unit =
        Validator.create(
                JsonSchema.of(schema),
                new JsonSchemaOptions()
                    .setBaseUri("skep:test")
                    .setDraft(Draft.DRAFT202012)
                    .setOutputFormat(OutputFormat.Basic))
            .validate(value);
    assertTrue(
        Boolean.TRUE.equals(unit.getValid()), () -> what + ": " + unit.toJson() + " in " + value);
    noneUnnamed(what, value, List.of(schema));
  }

  /** What the contract does not name must not be there: nobody could rely on it. */
  private static void noneUnnamed(String what, Object value, List<JsonObject> schemas) {
    Set<JsonObject> parts = new HashSet<>();
    schemas.forEach(schema -> collect(schema, parts));
    if (value instanceof JsonObject object) {
      boolean named = parts.stream().anyMatch(part -> part.containsKey("properties"));
      for (String name : named ? object.fieldNames() : Set.<String>of()) {
        List<JsonObject> inside =
            parts.stream()
                .filter(part -> part.containsKey("properties"))
                .map(part -> part.getJsonObject("properties").getJsonObject(name))
                .filter(schema -> schema != null)
                .toList();
        assertTrue(!inside.isEmpty(), what + " has the unnamed field " + name);
        noneUnnamed(what + " ." + name, object.getValue(name), inside);
      }
    } else if (value instanceof JsonArray array) {
      List<JsonObject> items =
          parts.stream()
              .map(part -> part.getJsonObject("items"))
              .filter(schema -> schema != null)
              .toList();
      array.forEach(item -> noneUnnamed(what + "[]", item, items));
    }
  }

  private static void collect(JsonObject schema, Set<JsonObject> parts) {
    parts.add(schema);
    for (String combined : List.of("allOf", "anyOf")) {
      schema
          .getJsonArray(combined, new JsonArray())
          .forEach(part -> collect((JsonObject) part, parts));
    }
  }

  private static @Nullable JsonObject operation(String method, String path) {
    String name = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    JsonObject paths = DOCUMENT.getJsonObject("paths");
    @Nullable JsonObject found = null;
    for (String template : paths.fieldNames()) {
      if (path.matches(template.replaceAll("\\{[^}]*}", "[^/]+"))
          && (found == null || template.equals(path))) {
        JsonObject operation = paths.getJsonObject(template).getJsonObject(name);
        found = operation == null ? found : operation;
      }
    }
    return found;
  }
}
