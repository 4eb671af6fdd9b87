package io.skep.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Says in words what a schema of the contract asks for, so that it fits after "must be". */
final class SchemaWords {
  private SchemaWords() {}

  static String of(JsonObject schema) {
    if (schema.containsKey("x-words")) {
      return schema.getString("x-words");
    }
    if (schema.containsKey("enum")) {
      return oneOf(schema.getJsonArray("enum"));
    }
    return switch (String.valueOf(schema.getValue("type"))) {
      case "integer" -> integer(schema);
      case "boolean" -> "true or false";
      case "string" -> text(schema);
      case "array" -> "a list";
      case "object" -> "an object";
      case "null" -> "null";
      default -> "what the contract says";
    };
  }

  private static String oneOf(JsonArray names) {
    List<String> plain = new ArrayList<>();
    int reversed = 0;
    for (Object name : names) {
      String text = (String) name;
      if (text.startsWith("-") && names.contains(text.substring(1))) {
        reversed++;
      } else {
        plain.add(text);
      }
    }
    String words = plain.size() == 1 ? plain.get(0) : "one of " + String.join(", ", plain);
    return reversed == 0 ? words : words + ", with - before it for the largest first";
  }

  private static String integer(JsonObject schema) {
    if (schema.containsKey("minimum") && schema.containsKey("maximum")) {
      return "a whole number from "
          + schema.getValue("minimum")
          + " to "
          + schema.getValue("maximum");
    }
    return "a whole number";
  }

  private static String text(JsonObject schema) {
    int least = schema.getInteger("minLength", 0);
    return schema.containsKey("maxLength")
        ? "a text of " + least + " to " + schema.getInteger("maxLength") + " characters"
        : "a text";
  }
}
