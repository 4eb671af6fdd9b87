package io.skep.cli;

import io.skep.bittorrent.PeerList;
import io.skep.protocol.TrackerAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Shows a tracker's answer to an announce; what the tracker did not tell is left out. */
final class AnnouncePrinter {
  private final TrackerAnswer answer;

  AnnouncePrinter(TrackerAnswer answer) {
    this.answer = answer;
  }

  /** A line for each thing that the tracker told, and one for each peer. */
  String text() {
    List<String> lines = new ArrayList<>();
    if (!answer.warning().isEmpty()) {
      lines.add("warning      " + answer.warning());
    }
    lines.add("interval     " + answer.interval() + " s");
    line("min interval ", answer.minInterval(), " s", lines);
    line("seeders      ", answer.complete(), "", lines);
    line("leechers     ", answer.incomplete(), "", lines);
    line("downloaded   ", answer.downloaded(), "", lines);
    if (answer.externalAddress() != null) {
      lines.add("external ip  " + answer.externalAddress().host());
    }
    lines.add("peers        " + answer.peers().size());
    for (PeerList.Entry peer : answer.peers().entries()) {
      lines.add(peer.address().toString());
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static void line(String name, OptionalInt value, String unit, List<String> lines) {
    if (value.isPresent()) {
      lines.add(name + value.getAsInt() + unit);
    }
  }

  /** The same as one JSON object. */
  String json() {
    JsonObject object = new JsonObject().put("interval", answer.interval());
    put("min_interval", answer.minInterval(), object);
    put("complete", answer.complete(), object);
    put("incomplete", answer.incomplete(), object);
    put("downloaded", answer.downloaded(), object);
    if (answer.externalAddress() != null) {
      object.put("external_ip", answer.externalAddress().host());
    }
    if (!answer.warning().isEmpty()) {
      object.put("warning", answer.warning());
    }
    JsonArray peers = new JsonArray();
    for (PeerList.Entry peer : answer.peers().entries()) {
      peers.add(
          new JsonObject().put("ip", peer.address().host()).put("port", peer.address().port()));
    }
    return object.put("peers", peers).encodePrettily();
  }

  private static void put(String name, OptionalInt value, JsonObject object) {
    if (value.isPresent()) {
      object.put(name, value.getAsInt());
    }
  }
}
