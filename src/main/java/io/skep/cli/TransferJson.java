package io.skep.cli;

import io.skep.client.TransferEvent;
import io.skep.client.TransferProgress;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Progress and events as JSON for scripts; the keys are part of the outside contract. */
final class TransferJson {
  private static final char FIRST_BEYOND_ASCII = 0x7F;

  private TransferJson() {}

  /** The progress, each figure in bytes, bytes per second or seconds. */
  static JsonObject of(TransferProgress progress) {
    return event("progress")
        .put("state", progress.state().name().toLowerCase(Locale.ROOT))
        .put("name", progress.name())
        .put("length", progress.length())
        .put("have", progress.have())
        .put("pieces", progress.pieces())
        .put("pieces_have", progress.piecesHave())
        .put("downloaded", progress.downloaded())
        .put("uploaded", progress.uploaded())
        .put("ratio", rounded(progress.ratio()))
        .put("download_rate", Math.round(progress.downloadRate()))
        .put("upload_rate", Math.round(progress.uploadRate()))
        .put("peers", progress.peers())
        .put("seeds", progress.seeds())
        .put("eta", progress.etaSeconds().isPresent() ? progress.etaSeconds().getAsLong() : null)
        .put("checked", rounded(progress.checked()))
        .put("availability", rounded(progress.availability()))
        .put("tracker", progress.tracker());
  }

  /** An event. */
  static JsonObject of(TransferEvent event) {
    if (event instanceof TransferEvent.MetadataReceived received) {
      return event("metadata")
          .put("name", received.metainfo().name())
          .put("length", received.metainfo().length());
    }
    if (event instanceof TransferEvent.Checked checked) {
      return event("checked")
          .put("pieces_have", checked.piecesHave())
          .put("pieces", checked.pieces());
    }
    if (event instanceof TransferEvent.PieceCompleted completed) {
      return event("piece").put("piece", completed.piece());
    }
    if (event instanceof TransferEvent.PieceFailed failed) {
      return event("piece_failed").put("piece", failed.piece());
    }
    if (event instanceof TransferEvent.TrackerAnswered answered) {
      return event("tracker")
          .put("tracker", answered.tracker())
          .put("seeds", answered.seeds() < 0 ? null : answered.seeds())
          .put("peers", answered.peers());
    }
    if (event instanceof TransferEvent.TrackerFailed failed) {
      return event("tracker_failed").put("tracker", failed.tracker()).put("words", failed.words());
    }
    if (event instanceof TransferEvent.WebSeedFailed failed) {
      return event("web_seed_failed")
          .put("web_seed", failed.webSeed())
          .put("words", failed.words())
          .put("dropped", failed.isDropped());
    }
    if (event instanceof TransferEvent.Completed) {
      return event("completed");
    }
    if (event instanceof TransferEvent.GoalReached) {
      return event("goal_reached");
    }
    return event instanceof TransferEvent.Failed failed
        ? event("failed").put("words", failed.words())
        : ofPeer(event);
  }

  private static JsonObject ofPeer(TransferEvent event) {
    if (event instanceof TransferEvent.PeerConnected connected) {
      return event("peer_connected")
          .put("address", connected.address().toString())
          .put("client", connected.client());
    }
    if (event instanceof TransferEvent.PeerDisconnected disconnected) {
      return event("peer_disconnected")
          .put("address", disconnected.address().toString())
          .put("why", disconnected.why());
    }
    if (event instanceof TransferEvent.PeerBanned banned) {
      return event("peer_banned")
          .put("address", banned.address().toString())
          .put("why", banned.why());
    }
    throw new IllegalArgumentException("no such event: " + event);
  }

  static JsonObject event(String name) {
    return new JsonObject().put("event", name);
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  /** The object in one line of ASCII: a script must not depend on the encoding of the shell. */
  static String line(JsonObject object) {
    String json = object.encode();
    StringBuilder line = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char character = json.charAt(i);
      if (character < FIRST_BEYOND_ASCII) {
        line.append(character);
      } else {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
      }
    }
    return line.toString();
  }
}
