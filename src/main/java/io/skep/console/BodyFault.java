package io.skep.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the first thing in a body that a schema of the contract does not accept. */
final class BodyFault {
  private final IdentityHashMap<JsonObject, SchemaCheck> checks = new IdentityHashMap<>();

  private BodyFault() {}

  /** What is wrong and where, in a sentence. */
  static String in(@Nullable Object body, JsonObject schema) {
    String fault = new BodyFault().find(body, schema, "");
    return fault == null ? "the body is not what the contract asks for" : fault;
  }

  private @Nullable String find(@Nullable Object value, JsonObject schema, String place) {
    if (value instanceof JsonObject object && schema.containsKey("properties")) {
      return inObject(object, schema, place);
    }
    if (value instanceof JsonArray array && schema.containsKey("items")) {
      return inArray(array, schema, place);
    }
    SchemaCheck check = checks.computeIfAbsent(schema, SchemaCheck::new);
    return check.accepts(value) ? null : named(place) + " must be " + SchemaWords.of(schema);
  }

  private @Nullable String inObject(JsonObject object, JsonObject schema, String place) {
    JsonObject properties = schema.getJsonObject("properties");
    for (String name : object.fieldNames()) {
      if (!properties.containsKey(name)) {
        return named(place) + " must not have the field " + Texts.quoted(name);
      }
    }
    for (Object name : schema.getJsonArray("required", new JsonArray())) {
      if (!object.containsKey((String) name)) {
        return named(place) + " must have the field " + name;
      }
    }
    if (object.size() < schema.getInteger("minProperties", 0)) {
      return named(place)
          + " must have one of the fields "
          + String.join(", ", properties.fieldNames());
    }
    for (String name : object.fieldNames()) {
      String inside = place.isEmpty() ? name : place + "." + name;
      String fault = find(object.getValue(name), properties.getJsonObject(name), inside);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private @Nullable String inArray(JsonArray array, JsonObject schema, String place) {
    int least = schema.getInteger("minItems", 0);
    int most = schema.getInteger("maxItems", Integer.MAX_VALUE);
    if (array.size() < least || array.size() > most) {
      return named(place) + " must have " + least + " to " + most + " entries";
    }
    for (int i = 0; i < array.size(); i++) {
      String inside = place + "[" + i + "]";
      String fault = find(array.getValue(i), schema.getJsonObject("items"), inside);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private static String named(String place) {
    return place.isEmpty() ? "the body" : place;
  }
}
