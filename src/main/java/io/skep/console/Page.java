package io.skep.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Which part of a list is asked for; the contract says how much that can be.
 *
 * @param offset how many entries are passed over
 * @param limit how many are given at most
 */
record Page(int offset, int limit) {
  /** This part of a list in an order, and how long the list is. */
  <T> JsonObject of(List<T> all, Comparator<T> order, Function<T, JsonObject> json) {
    return list(all.size(), Selection.part(all, order, offset, limit), json);
  }

  /** This part of a list as it is, and how long the list is. */
  <T> JsonObject of(List<T> all, Function<T, JsonObject> json) {
    List<T> part = all.stream().skip(offset).limit(limit).toList();
    return list(all.size(), part, json);
  }

  /** A part of a list of this length. */
  static <T> JsonObject list(long total, List<T> part, Function<T, JsonObject> json) {
    JsonArray items = new JsonArray();
    part.forEach(one -> items.add(json.apply(one)));
    return new JsonObject().put("total", total).put("items", items);
  }
}
