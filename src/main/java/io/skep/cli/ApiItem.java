package io.skep.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that the API told, read without trust: what is missing or of another kind is shown as
 * {@code -}, and words are made fit for a terminal.
 */
record ApiItem(JsonObject json) {
  private static final String NONE = "-";

  /** Words, cut to so many columns. */
  String words(String field, int columns) {
    Object value = json.getValue(field);
    return value == null || value instanceof JsonObject || value instanceof JsonArray
        ? NONE
        : TerminalText.name(value.toString(), columns);
  }

  /** Words of a usual length, such as a time or a choice. */
  String words(String field) {
    return words(field, 300);
  }

  /** A whole number; 0 where there is none. */
  long number(String field) {
    return json.getValue(field) instanceof Number number ? number.longValue() : 0;
  }

  /** A count; none where it is not told. */
  String count(String field) {
    return json.getValue(field) instanceof Number number ? "" + number.longValue() : NONE;
  }

  /** An amount of bytes. */
  String bytes(String field) {
    return json.getValue(field) instanceof Number number
        ? Figures.bytes((double) number.longValue())
        : NONE;
  }

  /** A ratio. */
  String ratio(String field) {
    return json.getValue(field) instanceof Number number
        ? Figures.ratio(number.doubleValue())
        : NONE;
  }

  boolean flag(String field) {
    return Boolean.TRUE.equals(json.getValue(field));
  }

  /** A thing within it; an empty one where there is none. */
  ApiItem item(String field) {
    return new ApiItem(json.getValue(field) instanceof JsonObject inner ? inner : new JsonObject());
  }

  /** The things of a list within it. */
  List<ApiItem> items(String field) {
    List<ApiItem> items = new ArrayList<>();
    if (json.getValue(field) instanceof JsonArray array) {
      for (Object value : array) {
        if (value instanceof JsonObject inner) {
          items.add(new ApiItem(inner));
        }
      }
    }
    return items;
  }

  /** The words of a list within it. */
  List<String> list(String field) {
    List<String> words = new ArrayList<>();
    if (json.getValue(field) instanceof JsonArray array) {
      for (Object value : array) {
        words.add(TerminalText.name(String.valueOf(value), 300));
      }
    }
    return words;
  }
}
