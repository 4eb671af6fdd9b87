package io.skep.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with.
 *
 * @param type the body's, empty where there is none
 * @param headers others than the type
 * @param stream writes a body that has no end of its own, on the event loop, in place of {@code
 *     body}; null where there is none
 */
record Reply(
    int status,
    String type,
    Buffer body,
    Map<String, String> headers,
    @Nullable Consumer<HttpServerResponse> stream) {
  private static final int MAX_FILE_NAME = 100;

  Reply(int status, String type, Buffer body, Map<String, String> headers) {
    this(status, type, body, headers, null);
  }

  /** A body that goes on. */
  static Reply stream(
      String type, Map<String, String> headers, Consumer<HttpServerResponse> stream) {
    return new Reply(200, type, Buffer.buffer(), headers, stream);
  }

  static Reply json(JsonObject body) {
    return new Reply(200, BodyRule.JSON, body.toBuffer(), Map.of());
  }

  /** Something new, which has its own place. */
  static Reply created(JsonObject body, String place) {
    return new Reply(201, BodyRule.JSON, body.toBuffer(), Map.of("Location", place));
  }

  /** Something new that can't be asked for by itself. */
  static Reply created(JsonObject body) {
    return new Reply(201, BodyRule.JSON, body.toBuffer(), Map.of());
  }

  static Reply nothing() {
    return new Reply(204, "", Buffer.buffer(), Map.of());
  }

  static Reply text(String type, String text) {
    return new Reply(200, type, Buffer.buffer(text), Map.of());
  }

  /** A file to be kept under a name; what could not stand in a header or a folder is left out. */
  static Reply file(String type, byte[] bytes, String name) {
    String disposition =
        "attachment; filename=\"" + ascii(name) + "\"; filename*=UTF-8''" + percent(name);
    return new Reply(
        200,
        type,
        Buffer.buffer(bytes),
        Map.of("Content-Disposition", disposition, "X-Content-Type-Options", "nosniff"));
  }

  /** What even the oldest program understands (RFC 6266, appendix D). */
  private static String ascii(String name) {
    StringBuilder safe = new StringBuilder();
    beginning(name).codePoints().forEach(c -> safe.append(isPlain(c) || c == ' ' ? (char) c : '_'));
    return safe.toString();
  }

  /** RFC 8187. */
  private static String percent(String name) {
    StringBuilder safe = new StringBuilder();
    for (byte next : beginning(name).getBytes(StandardCharsets.UTF_8)) {
      if (next > 0 && isPlain(next)) {
        safe.append((char) next);
      } else {
        safe.append(String.format(java.util.Locale.ROOT, "%%%02X", next));
      }
    }
    return safe.toString();
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }

  /** Long enough to know it by, with no separator and no dot in front, its ending kept. */
  private static String beginning(String name) {
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot);
    StringBuilder safe = new StringBuilder();
    name.substring(0, dot < 0 ? name.length() : dot)
        .codePoints()
        .limit(MAX_FILE_NAME)
        .forEach(c -> safe.appendCodePoint(isForbidden(c) ? '_' : c));
    if (safe.isEmpty() || safe.charAt(0) == '.') {
      safe.insert(0, '_');
    }
    return safe + ending;
  }

  private static boolean isForbidden(int c) {
    return "/\\:*?\"<>|".indexOf(c) >= 0 || Texts.hasControls(Character.toString(c));
  }
}
