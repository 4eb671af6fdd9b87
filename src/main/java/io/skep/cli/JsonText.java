package io.skep.cli;

import io.vertx.core.json.JsonObject;

/** JSON that is safe to print: signs that could steer a terminal are written as escapes. */
final class JsonText {
  private JsonText() {}

  /** Over several lines, for one thing. */
  static String pretty(JsonObject object) {
    return escaped(object.encodePrettily());
  }

  /** On one line, for one of many. */
  static String line(JsonObject object) {
    return escaped(object.encode());
  }

  private static String escaped(String json) {
    StringBuilder safe = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char sign = json.charAt(i);
      // Below 0x7F the encoder has escaped what is within strings; the rest are its own line ends.
      if (sign >= 0x7F && isUnsafe(sign)) {
        safe.append("\\u%04x".formatted((int) sign));
      } else {
        safe.append(sign);
      }
    }
    return safe.toString();
  }

  private static boolean isUnsafe(char sign) {
    return switch (Character.getType(sign)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
