package io.skep.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Prints a list of the API's as it comes: a table, or a JSON object a line. */
final class ApiList {
  private final ApiPages pages;
  private final PrintWriter out;

  ApiList(ApiPages pages, PrintWriter out) {
    this.pages = pages;
    this.out = out;
  }

  /** JSON for scripts. */
  int json() throws ApiException, InterruptedException {
    for (List<JsonObject> page = pages.next(); !page.isEmpty(); page = following()) {
      page.forEach(item -> out.println(JsonText.line(item)));
    }
    return 0;
  }

  /**
   * A table for people.
   *
   * @param what a noun for the things, such as {@code user}
   */
  int table(String what, Supplier<TextTable> empty, BiConsumer<TextTable, ApiItem> row)
      throws ApiException, InterruptedException {
    long shown = 0;
    for (List<JsonObject> page = pages.next(); !page.isEmpty(); page = following()) {
      TextTable table = empty.get();
      page.forEach(item -> row.accept(table, new ApiItem(item)));
      table.lines(shown == 0).forEach(out::println);
      shown += page.size();
    }
    String all = Figures.count(pages.total(), what);
    out.println(shown == pages.total() ? all : shown + " of " + all);
    return 0;
  }

  private List<JsonObject> following() throws ApiException, InterruptedException {
    return pages.isAtEnd() ? List.of() : pages.next();
  }
}
