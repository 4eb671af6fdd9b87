package io.skep.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts that strangers wrote: what is refused in them, and how they are shown. */
final class Texts {
  private static final int SHOWN = 64;

  private Texts() {}

  /** True if there is a character that can forge a line of a log or of a header, or is none. */
  static boolean hasControls(String text) {
    return text.codePoints().anyMatch(Texts::isControl);
  }

  private static boolean isControl(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }

  /** True for what isn't seen, and may turn the direction in which a line reads. */
  private static boolean isInvisible(int point) {
    return isControl(point) || Character.getType(point) == Character.FORMAT;
  }

  /** Where in a JSON value a text or a name has such a character; null where none has. */
  static @Nullable String placeOfControls(@Nullable Object value, String place) {
    if (value instanceof String text) {
      return hasControls(text) ? place : null;
    }
    if (value instanceof JsonObject object) {
      for (String name : object.fieldNames()) {
        String inside = place.isEmpty() ? escaped(name) : place + "." + escaped(name);
        String found = hasControls(name) ? inside : placeOfControls(object.getValue(name), inside);
        if (found != null) {
          return found;
        }
      }
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        String found = placeOfControls(array.getValue(i), place + "[" + i + "]");
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** On one line and in quotes, its beginning if it is long. */
  static String quoted(String text) {
    return "'" + escaped(text) + "'";
  }

  private static String escaped(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().limit(SHOWN).forEach(point -> append(line, point));
    return text.codePointCount(0, text.length()) > SHOWN ? line + "…" : line.toString();
  }

  private static void append(StringBuilder line, int point) {
    if (isInvisible(point)) {
      line.append(String.format(Locale.ROOT, "\\u%04x", point));
    } else {
      line.appendCodePoint(point);
    }
  }
}
