package io.skep.console;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What the contract says of one parameter. */
final class ParameterRule {
  private final String name;
  private final boolean inPath;
  private final boolean required;
  private final JsonObject schema;
  private final SchemaCheck check;

  private ParameterRule(JsonObject parameter) {
    name = parameter.getString("name");
    inPath = parameter.getString("in").equals("path");
    required = parameter.getBoolean("required", false);
    schema = parameter.getJsonObject("schema");
    check = new SchemaCheck(schema);
  }

  static ParameterRule of(JsonObject parameter) {
    return new ParameterRule(parameter);
  }

  String name() {
    return name;
  }

  boolean isInPath() {
    return inPath;
  }

  /**
   * The value that a text stands for; null where there is neither a text nor a default.
   *
   * @throws ProblemException if it is not what the contract asks for
   */
  @Nullable Object read(@Nullable String text) throws ProblemException {
    if (text == null) {
      if (required) {
        throw ProblemException.badParameter(
            name + " is missing; it must be " + SchemaWords.of(schema));
      }
      return schema.getValue("default");
    }
    if (Texts.hasControls(text)) {
      throw ProblemException.badParameter(name + " must not contain control characters");
    }
    Object value = value(text);
    if (!check.accepts(value)) {
      throw ProblemException.badParameter(name + " must be " + SchemaWords.of(schema));
    }
    return value;
  }

  /** The text itself where it is not of the type that is wanted, which the schema then refuses. */
  private Object value(String text) {
    return switch (schema.getString("type")) {
      case "integer" -> integer(text);
      case "boolean" ->
          text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
      default -> text;
    };
  }

  private static Object integer(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
