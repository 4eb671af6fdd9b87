package io.skep.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The OpenAPI document: what the console serves, and what requests are held against. */
final class Contract {
  private static final String RESOURCE = "openapi.yaml";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final String text;
  private final List<ContractOperation> operations;

  private Contract(String text, List<ContractOperation> operations) {
    this.text = text;
    this.operations = operations;
  }

  /** Reads the document that lies beside this class. Takes some time; not for an event loop. */
  static Contract read() {
    try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + RESOURCE + " in the program");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Contract parse(String text) {
    List<ContractOperation> operations = new ArrayList<>();
    JsonObject paths = document(text).getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : item.fieldNames()) {
        if (METHODS.contains(method)) {
          operations.add(operation(path, method, item));
        }
      }
    }
    return new Contract(text, List.copyOf(operations));
  }

  /** The document as JSON, with nothing left that refers to something else in it. */
  static JsonObject document(String text) {
    Object document = new Load(LoadSettings.builder().build()).loadFromString(text);
    return (JsonObject) resolved(document, document);
  }

  private static ContractOperation operation(String path, String method, JsonObject item) {
    JsonObject operation = item.getJsonObject(method);
    List<ParameterRule> parameters = new ArrayList<>();
    for (JsonObject holder : List.of(item, operation)) {
      JsonArray listed = holder.getJsonArray("parameters", new JsonArray());
      listed.forEach(parameter -> parameters.add(ParameterRule.of((JsonObject) parameter)));
    }
    JsonObject body = operation.getJsonObject("requestBody");
    return new ContractOperation(
        operation.getString("operationId"),
        HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
        path,
        scopes(operation.getJsonArray("security")),
        isForBrowsers(operation.getJsonArray("security")),
        operation.getBoolean("x-hashes-a-password", false),
        List.copyOf(parameters),
        body == null ? null : BodyRule.of(body));
  }

  /** Null where the operation needs no token. */
  private static @Nullable Set<String> scopes(JsonArray security) {
    if (security.isEmpty()) {
      return null;
    }
    JsonArray scopes = security.getJsonObject(0).getJsonArray("token", new JsonArray());
    return Set.copyOf(scopes.stream().map(String.class::cast).toList());
  }

  private static boolean isForBrowsers(JsonArray security) {
    return !security.isEmpty() && security.getJsonObject(0).containsKey("browser");
  }

  /** A copy in which what a reference names stands in its place; nothing here refers to itself. */
  private static Object resolved(Object node, Object document) {
    if (node instanceof Map<?, ?> map) {
      if (map.get("$ref") instanceof String reference) {
        return resolved(target(reference, document), document);
      }
      JsonObject copy = new JsonObject();
      map.forEach((key, value) -> copy.put(String.valueOf(key), resolvedOrNull(value, document)));
      return copy;
    }
    if (node instanceof List<?> list) {
      JsonArray copy = new JsonArray();
      list.forEach(value -> copy.add(resolvedOrNull(value, document)));
      return copy;
    }
    return node;
  }

  private static @Nullable Object resolvedOrNull(@Nullable Object node, Object document) {
    return node == null ? null : resolved(node, document);
  }

  private static Object target(String reference, Object document) {
    Object node = document;
    for (String name : reference.substring("#/".length()).split("/", -1)) {
      Object next = node instanceof Map<?, ?> map ? map.get(name) : null;
      if (next == null) {
        throw new IllegalStateException(RESOURCE + " refers to " + reference + ", which it lacks");
      }
      node = next;
    }
    return node;
  }

  /** The document as it is served. */
  String text() {
    return text;
  }

  /** What can be asked for, in the document's order. */
  List<ContractOperation> operations() {
    return operations;
  }
}
