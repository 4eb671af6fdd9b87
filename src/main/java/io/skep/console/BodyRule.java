package io.skep.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the contract says of the body of a request. */
final class BodyRule {
  static final String JSON = "application/json";
  private static final long DEFAULT_MAX_BYTES = 1 << 20;

  private final Map<String, Long> maxBytes;
  private final JsonObject schema;
  private final SchemaCheck check;

  private BodyRule(JsonObject body) {
    JsonObject content = body.getJsonObject("content");
    maxBytes =
        content.fieldNames().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    type -> content.getJsonObject(type).getLong("x-max-bytes", DEFAULT_MAX_BYTES)));
    schema = content.getJsonObject(JSON).getJsonObject("schema");
    check = new SchemaCheck(schema);
  }

  static BodyRule of(JsonObject body) {
    return new BodyRule(body);
  }

  /**
   * The largest body that is taken, in bytes: read as JSON, 16 MiB take twenty times as much.
   *
   * @param header what the request says of the type
   */
  long maxBytes(@Nullable String header) {
    return maxBytes.getOrDefault(bare(header), DEFAULT_MAX_BYTES);
  }

  /**
   * The type of a body, without its parameters.
   *
   * @param header what the request says, null where it says nothing
   * @throws ProblemException if such a body is not understood here
   */
  String type(@Nullable String header) throws ProblemException {
    String type = bare(header);
    if (!maxBytes.containsKey(type)) {
      throw ProblemException.wrongType(
          "the header Content-Type must be "
              + String.join(" or ", maxBytes.keySet().stream().sorted().toList()));
    }
    return type;
  }

  private static String bare(@Nullable String header) {
    return header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a JSON body.
   *
   * @throws ProblemException if it is not what the contract asks for
   */
  JsonObject read(Buffer bytes) throws ProblemException {
    Object value = decode(bytes);
    String controls = Texts.placeOfControls(value, "");
    if (controls != null) {
      throw ProblemException.badBody(controls + " must not contain control characters");
    }
    if (!(value instanceof JsonObject object) || !check.accepts(object)) {
      throw ProblemException.badBody(BodyFault.in(value, schema));
    }
    return object;
  }

  private static @Nullable Object decode(Buffer bytes) throws ProblemException {
    if (bytes.length() == 0) {
      throw ProblemException.badBody("the body is empty; it must be JSON");
    }
    try {
      return Json.decodeValue(bytes);
    } catch (DecodeException e) {
      // Its own words quote the parser; what matters is said in ours.
      throw ProblemException.badBody("the body is not JSON, or is nested more than 1000 deep");
    }
  }
}
