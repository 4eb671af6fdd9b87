package io.skep.cli;

import io.skep.client.TransferEvent;
import io.skep.client.TransferProgress;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** For a script: an object a line for every event, and for the progress each second. */
final class JsonFace implements Face {
  private final PrintWriter out;

  JsonFace(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void note(String words, String event, Map<String, Object> values) {
    JsonObject object = TransferJson.event(event);
    values.forEach(object::put);
    print(object);
  }

  @Override
  public void happened(TransferEvent event) {
    print(TransferJson.of(event));
  }

  @Override
  public void progressed(TransferProgress progress) {
    print(TransferJson.of(progress));
  }

  @Override
  public void ended(RunSummary summary) {
    print(TransferJson.of(summary.progress()));
    Ending ending = summary.ending();
    JsonObject object =
        TransferJson.event("ended")
            .put("reason", ending.reason().name().toLowerCase(Locale.ROOT))
            .put("complete", summary.isComplete())
            .put("seconds", summary.seconds());
    if (!ending.words().isEmpty()) {
      object.put("words", ending.words());
    }
    print(object);
  }

  private void print(JsonObject object) {
    out.println(TransferJson.line(object));
    out.flush();
  }
}
