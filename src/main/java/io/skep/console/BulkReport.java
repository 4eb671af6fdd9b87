package io.skep.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What became of the entries of one list of a bulk, or would become of them. */
final class BulkReport {
  /** What became of one. */
  enum Result {
    ADDED,
    CHANGED,
    UNCHANGED,
    REFUSED
  }

  private record Item(String key, long id, Result result, List<String> changes, String why) {}

  private final String kind;
  private final List<Item> items = new ArrayList<>();
  private final int[] counts = new int[Result.values().length];

  /** A report on users or torrents, as {@code kind} says. */
  BulkReport(String kind) {
    this.kind = kind;
  }

  void added(String key, long id) {
    put(new Item(key, id, Result.ADDED, List.of(), ""));
  }

  /** One that was there; nothing is changed where there is no field that is. */
  void known(String key, long id, List<String> changes) {
    Result result = changes.isEmpty() ? Result.UNCHANGED : Result.CHANGED;
    put(new Item(key, id, result, changes, ""));
  }

  void refused(String key, String why) {
    put(new Item(key, 0, Result.REFUSED, List.of(), why));
  }

  private void put(Item item) {
    items.add(item);
    counts[item.result.ordinal()]++;
  }

  JsonObject counts() {
    JsonObject json = new JsonObject();
    for (Result result : Result.values()) {
      json.put(UserView.name(result), counts[result.ordinal()]);
    }
    return json;
  }

  void addTo(JsonArray list) {
    for (Item item : items) {
      JsonObject json =
          new JsonObject()
              .put("kind", kind)
              .put("key", item.key)
              .put("result", UserView.name(item.result));
      if (item.id != 0) {
        json.put("id", item.id);
      }
      if (!item.changes.isEmpty()) {
        json.put("changes", new JsonArray(item.changes));
      }
      if (!item.why.isEmpty()) {
        json.put("why", item.why);
      }
      list.add(json);
    }
  }
}
