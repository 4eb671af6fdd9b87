package io.skep.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Collects items of an import and sends them when there are many. */
final class ImportBatch {
  /** How many go in one request. */
  static final int MAX = 1_000;

  private static final int BAD_REQUEST = 400;

  private record Item(long line, JsonObject json, Consumer<ImportReport.Result> onResult) {}

  private final ApiClient client;
  private final ImportReport report;
  private final ImportReport.Kind kind;
  private final String file;
  private List<Item> items = new ArrayList<>();

  ImportBatch(ApiClient client, ImportReport report, ImportReport.Kind kind, String file) {
    this.client = client;
    this.report = report;
    this.kind = kind;
    this.file = file;
  }

  /**
   * Adds an item; sends all that wait if they are enough.
   *
   * @param onResult hears what has become of it
   */
  void add(long line, JsonObject json, Consumer<ImportReport.Result> onResult)
      throws ApiException, InterruptedException {
    items.add(new Item(line, json, onResult));
    if (items.size() == MAX) {
      send();
    }
  }

  /** Notes a line that is not sent. */
  void refuse(long line, String why) {
    report.refuse(kind, file, line, why);
  }

  /** Sends what waits. */
  void send() throws ApiException, InterruptedException {
    List<Item> sent = items;
    items = new ArrayList<>();
    if (!sent.isEmpty()) {
      send(sent);
    }
  }

  /** One item that the contract does not allow has all refused: then each half is tried alone. */
  private void send(List<Item> sent) throws ApiException, InterruptedException {
    JsonArray array = new JsonArray();
    sent.forEach(item -> array.add(item.json()));
    JsonObject body = new JsonObject().put(kind.name().toLowerCase(Locale.ROOT), array);
    JsonObject answer;
    try {
      answer = client.send("POST", "bulk?dry_run=" + report.dryRun(), body);
    } catch (ApiException e) {
      if (e.status() != BAD_REQUEST) {
        throw e;
      }
      if (sent.size() == 1) {
        refuse(sent.get(0).line(), String.valueOf(e.getMessage()));
      } else {
        send(sent.subList(0, sent.size() / 2));
        send(sent.subList(sent.size() / 2, sent.size()));
      }
      return;
    }
    count(sent, new ApiItem(answer).items("items"));
  }

  private void count(List<Item> sent, List<ApiItem> results) throws ApiException {
    if (results.size() != sent.size()) {
      throw new ApiException("the tracker's report does not fit what it was sent");
    }
    for (int i = 0; i < sent.size(); i++) {
      Item item = sent.get(i);
      ImportReport.Result result =
          switch (results.get(i).words("result")) {
            case "added" -> ImportReport.Result.ADDED;
            case "changed" -> ImportReport.Result.CHANGED;
            case "unchanged" -> ImportReport.Result.UNCHANGED;
            default -> ImportReport.Result.REFUSED;
          };
      if (result == ImportReport.Result.REFUSED) {
        refuse(item.line(), results.get(i).words("why"));
      } else {
        report.add(kind, result);
      }
      item.onResult().accept(result);
    }
  }
}
