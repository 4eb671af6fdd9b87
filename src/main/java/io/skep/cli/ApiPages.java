package io.skep.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A list of the API's, page by page. */
final class ApiPages {
  private static final int PAGE = 1_000;

  private final ApiClient client;
  private final String path;
  private final long most;
  private long offset;
  private long total = Long.MAX_VALUE;

  /**
   * A list.
   *
   * @param path with its query, but for offset and limit
   * @param most how many entries are wanted at most
   */
  ApiPages(ApiClient client, String path, long most) {
    this.client = client;
    this.path = path + (path.indexOf('?') < 0 ? "?" : "&");
    this.most = most;
  }

  /** The next page; empty at the end. Asked again it looks whether there are more by now. */
  List<JsonObject> next() throws ApiException, InterruptedException {
    long limit = Math.min(PAGE, most - offset);
    if (limit <= 0) {
      return List.of();
    }
    JsonObject page = client.get(path + "offset=" + offset + "&limit=" + limit);
    List<JsonObject> items = new ArrayList<>();
    try {
      total = page.getLong("total", 0L);
      JsonArray array = page.getJsonArray("items", new JsonArray());
      for (int i = 0; i < array.size(); i++) {
        items.add(array.getJsonObject(i));
      }
    } catch (ClassCastException e) {
      throw new ApiException("the tracker's answer is no list");
    }
    offset += items.size();
    return items;
  }

  /** True if the last page said that there is no more. */
  boolean isAtEnd() {
    return offset >= Math.min(total, most);
  }

  /** How many entries there are in all, as the last page said. */
  long total() {
    return total;
  }
}
