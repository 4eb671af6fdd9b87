package io.skep.cli;

import io.skep.client.TransferEvent;
import io.skep.metainfo.Metainfo;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened, in a line for a person; silent on what the progress shows, and on repetitions. */
final class EventLines {
  private static final int NAME_COLUMNS = 60;
  private static final int MAX_TRACKERS = 1000;

  // What a tracker that fails said last: it is told once, not at each retry.
  private final Map<String, String> failing = new HashMap<>();

  /** The line; null where there is nothing to tell. */
  @Nullable String line(TransferEvent event) {
    if (event instanceof TransferEvent.MetadataReceived received) {
      Metainfo metainfo = received.metainfo();
      return "metadata received: "
          + TerminalText.name(metainfo.name(), NAME_COLUMNS)
          + ", "
          + Figures.bytes(metainfo.length());
    }
    if (event instanceof TransferEvent.Checked checked) {
      return checked.piecesHave() == 0
          ? null
          : checked.piecesHave() + " of " + Figures.count(checked.pieces(), "piece") + " are here";
    }
    if (event instanceof TransferEvent.PieceFailed failed) {
      return "piece " + failed.piece() + " came corrupt and is fetched again";
    }
    if (event instanceof TransferEvent.PeerBanned banned) {
      return "banned " + banned.address() + ": " + banned.why();
    }
    if (event instanceof TransferEvent.TrackerFailed failed) {
      return failed(failed.tracker(), failed.words());
    }
    if (event instanceof TransferEvent.TrackerAnswered answered) {
      return failing.remove(answered.tracker()) == null
          ? null
          : "tracker " + answered.tracker() + " answers again";
    }
    if (event instanceof TransferEvent.WebSeedFailed failed) {
      String what = failed.isDropped() ? "is given up: it " : "fails: it ";
      return "web seed " + failed.webSeed() + " " + what + failed.words();
    }
    if (event instanceof TransferEvent.Completed) {
      return "complete: everything is verified and on disk";
    }
    return event instanceof TransferEvent.GoalReached ? "the seeding goal is reached" : null;
  }

  private @Nullable String failed(String tracker, String words) {
    if (failing.size() >= MAX_TRACKERS || words.equals(failing.put(tracker, words))) {
      return null;
    }
    return "tracker " + tracker + " fails: " + words;
  }
}
