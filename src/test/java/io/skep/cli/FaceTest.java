package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerAddress;
import io.skep.client.TransferEvent;
import io.skep.client.TransferProgress;
import io.skep.client.TransferProgress.State;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FaceTest {
  private static final TransferEvent BANNED =
      new TransferEvent.PeerBanned(PeerAddress.ipv4(0x7F000002, 7), "it lies");

  private final StringWriter out = new StringWriter();
  private final PrintWriter writer = new PrintWriter(out);
  private long now = 1;

  private Face plain() {
    return new PlainFace(writer, () -> now);
  }

  private Face live(Map<String, String> environment) {
    return new LiveFace(writer, new Terminal(environment, true, () -> now));
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  @Test
  void plainLinesComeEachTenthPart() {
    Face face = plain();
    for (int have = 0; have <= 300; have++) {
      face.progressed(Progresses.of(State.DOWNLOADING, have));
    }
    assertEquals(
        List.of("0.0%", "10.0%", "20.0%", "30.0%"),
        lines().stream().map(line -> line.substring(0, line.indexOf("  "))).toList());
  }

  @Test
  void plainLinesComeEachTenSeconds() {
    Face face = plain();
    for (int second = 0; second < 35; second++) {
      face.progressed(Progresses.of(State.DOWNLOADING, 123));
      now += TimeUnit.SECONDS.toNanos(1);
    }
    assertEquals(4, lines().size(), out::toString);
  }

  @Test
  void aSeedFillsNoLog() {
    Face face = plain();
    for (int second = 0; second < 3600; second++) {
      face.progressed(Progresses.of(State.SEEDING, 1000));
      now += TimeUnit.SECONDS.toNanos(1);
    }
    assertEquals(6, lines().size(), out::toString);
  }

  @Test
  void plainLinesTellEvents() {
    Face face = plain();
    face.happened(new TransferEvent.PieceCompleted(3));
    face.happened(new TransferEvent.Checked(0, 10));
    face.happened(new TransferEvent.Checked(4, 10));
    face.happened(new TransferEvent.PieceFailed(3));
    face.happened(BANNED);
    face.happened(new TransferEvent.Completed());
    face.happened(new TransferEvent.GoalReached());
    assertEquals(
        List.of(
            "4 of 10 pieces are here",
            "piece 3 came corrupt and is fetched again",
            "banned 127.0.0.2:7: it lies",
            "complete: everything is verified and on disk",
            "the seeding goal is reached"),
        lines());
  }

  @Test
  void aTrackerThatFailsIsToldOnce() {
    Face face = plain();
    for (int attempt = 0; attempt < 3; attempt++) {
      face.happened(new TransferEvent.TrackerFailed("udp://t:1", "no answer"));
    }
    face.happened(new TransferEvent.TrackerFailed("udp://t:1", "no such torrent"));
    face.happened(new TransferEvent.TrackerAnswered("udp://t:1", 1, 2));
    face.happened(new TransferEvent.TrackerAnswered("udp://t:1", 1, 2));
    assertEquals(
        List.of(
            "tracker udp://t:1 fails: no answer",
            "tracker udp://t:1 fails: no such torrent",
            "tracker udp://t:1 answers again"),
        lines());
  }

  @Test
  void theLiveLineIsDrawnInPlace() {
    Face face = live(Map.of("TERM", "xterm", "COLUMNS", "10", "NO_COLOR", "1"));
    face.progressed(Progresses.of(State.DOWNLOADING, 423));
    face.happened(BANNED);
    face.progressed(Progresses.of(State.DOWNLOADING, 424));

    assertEquals(
        "\r42.3%\u001b[K\rbanned 127.0.0.2:7: it lies\u001b[K\n42.3%\u001b[K\r42.4%\u001b[K",
        out.toString());
  }

  @Test
  void colourIsForWhoWantsIt() {
    live(Map.of("TERM", "xterm", "COLUMNS", "80")).happened(BANNED);
    assertTrue(out.toString().contains("\u001b[33m"), out::toString);
    out.getBuffer().setLength(0);
    live(Map.of("TERM", "xterm", "COLUMNS", "80", "NO_COLOR", "1")).happened(BANNED);
    assertFalse(out.toString().contains("\u001b[33m"), out::toString);
  }

  @Test
  void theEndIsASummary() {
    TransferProgress done = Progresses.of(State.SEEDING, 1000);
    TransferProgress half = Progresses.of(State.DOWNLOADING, 423);
    plain().ended(new RunSummary(Ending.DONE, true, done, 65));
    plain().ended(new RunSummary(Ending.STOPPED, true, done, 65));
    plain().ended(new RunSummary(Ending.STOPPED, false, half, 65));
    plain().ended(new RunSummary(Ending.failed("no room"), false, half, 65));
    assertEquals(
        List.of(
            "film.mkv is complete and verified, 1000 MiB, after 1m 05s:"
                + " given 100 MiB, taken 400 MiB, ratio 0.25",
            "stopped: given 100 MiB, taken 400 MiB, ratio 0.25",
            "stopped at 42.3%: given 100 MiB, taken 400 MiB, ratio 0.25;"
                + " the same command goes on from here"),
        lines());
  }

  @Test
  void jsonIsAnObjectALine() {
    Face face = new JsonFace(writer);
    face.note("words", "listening", Map.of("port", 7));
    face.progressed(Progresses.of(State.DOWNLOADING, 423, "映画\u001b.mkv"));
    face.happened(BANNED);
    TransferProgress last = Progresses.of(State.STOPPED, 423);
    face.ended(new RunSummary(Ending.failed("no room"), false, last, 65));

    assertTrue(out.toString().chars().allMatch(sign -> sign == '\n' || sign >= ' '), "no control");
    assertTrue(out.toString().chars().allMatch(sign -> sign < 0x7F), out::toString);
    List<JsonObject> objects = lines().stream().map(JsonObject::new).toList();
    assertEquals(new JsonObject().put("event", "listening").put("port", 7), objects.get(0));
    assertEquals(
        new JsonObject(
            """
            {"event": "progress", "state": "downloading", "name": "映画\\u001b.mkv",
             "length": 1048576000, "have": 443547648, "pieces": 1000, "pieces_have": 423,
             "downloaded": 419430400, "uploaded": 104857600, "ratio": 0.25,
             "download_rate": 5505024, "upload_rate": 1572864, "peers": 12, "seeds": 3,
             "eta": 200, "checked": 0.423, "availability": 3.5, "tracker": "3 seeds, 9 peers"}
            """),
        objects.get(1));
    assertEquals("it lies", objects.get(2).getString("why"));
    assertEquals("progress", objects.get(3).getString("event"));
    assertEquals(
        new JsonObject()
            .put("event", "ended")
            .put("reason", "failed")
            .put("complete", false)
            .put("seconds", 65)
            .put("words", "no room"),
        objects.get(4));
  }

  @Test
  void everyEventIsJson() {
    PeerAddress address = PeerAddress.ipv4(0x7F000002, 7);
    List<TransferEvent> events =
        List.of(
            new TransferEvent.Checked(1, 2),
            new TransferEvent.PieceCompleted(1),
            new TransferEvent.PieceFailed(1),
            new TransferEvent.PeerConnected(address, "x"),
            new TransferEvent.PeerDisconnected(address, "x"),
            new TransferEvent.PeerBanned(address, "x"),
            new TransferEvent.TrackerAnswered("t", -1, 0),
            new TransferEvent.TrackerFailed("t", "x"),
            new TransferEvent.Completed(),
            new TransferEvent.GoalReached(),
            new TransferEvent.Failed("x"));
    assertEquals(
        List.of(
            "checked",
            "piece",
            "piece_failed",
            "peer_connected",
            "peer_disconnected",
            "peer_banned",
            "tracker",
            "tracker_failed",
            "completed",
            "goal_reached",
            "failed"),
        events.stream().map(event -> TransferJson.of(event).getString("event")).toList());
  }
}
