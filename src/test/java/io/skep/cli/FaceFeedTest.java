package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.client.TransferEvent;
import io.skep.client.TransferProgress.State;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaceFeedTest {
  private final StringWriter out = new StringWriter();
  private final Face face = new JsonFace(new PrintWriter(out));
  private final FaceFeed feed = new FaceFeed();

  private List<JsonObject> shown() throws InterruptedException {
    feed.show(face);
    return out.toString().lines().map(JsonObject::new).toList();
  }

  @Test
  void whatComesIsShownInItsOrder() throws Exception {
    feed.note("words", "listening", Map.of());
    feed.happened(new TransferEvent.PieceCompleted(1));
    feed.happened(new TransferEvent.Completed());

    assertEquals(
        List.of("listening", "piece", "completed"),
        shown().stream().map(object -> object.getString("event")).toList());
  }

  @Test
  void ofProgressOnlyTheLatestIsShown() throws Exception {
    feed.progressed(Progresses.of(State.DOWNLOADING, 1));
    feed.progressed(Progresses.of(State.DOWNLOADING, 2));
    assertEquals(2, shown().get(0).getInteger("pieces_have"));

    feed.progressed(Progresses.of(State.DOWNLOADING, 3));
    assertEquals(List.of(2, 3), shown().stream().map(o -> o.getInteger("pieces_have")).toList());
  }

  @Test
  void aFloodIsBoundedAndTold() throws Exception {
    for (int i = 0; i < 10_500; i++) {
      feed.happened(new TransferEvent.PieceCompleted(i));
    }
    List<JsonObject> shown = shown();
    assertEquals(10_001, shown.size());
    assertEquals(
        new JsonObject().put("event", "lost").put("events", 500), shown.get(shown.size() - 1));
  }

  @Test
  void progressGoesOnAfterAFlood() throws Exception {
    for (int i = 0; i < 10_001; i++) {
      feed.happened(new TransferEvent.PieceCompleted(i));
    }
    feed.progressed(Progresses.of(State.DOWNLOADING, 1));
    shown();
    out.getBuffer().setLength(0);
    feed.progressed(Progresses.of(State.DOWNLOADING, 2));
    assertEquals(2, shown().get(0).getInteger("pieces_have"));
  }
}
