package io.skep.client;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.RequestException;
import io.skep.client.TrackerException.Fault;
import io.skep.protocol.TrackerAnswer;
import io.vertx.core.Future;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/** Trackers without a network, which answer what a test says and keep what they were asked. */
final class ScriptedTrackers implements AnnounceSender {
  static final int INTERVAL = 1_800;
  static final int MIN_INTERVAL = 600;

  /** What a tracker was asked. */
  record Asked(String url, AnnounceRequest request, String trackerId, AnnouncePatience patience) {
    Event event() {
      return request.event();
    }

    /** The tracker's host, and what it heard. */
    @Override
    public String toString() {
      return URI.create(url).getHost() + " " + event();
    }
  }

  private final List<Asked> asked = new ArrayList<>();
  private final Map<String, Function<AnnounceRequest, Future<TrackerAnswer>>> answers =
      new HashMap<>();

  @Override
  public Future<TrackerAnswer> send(
      URI url, AnnounceRequest request, String trackerId, AnnouncePatience patience) {
    asked.add(new Asked(url.toString(), request, trackerId, patience));
    return answers.getOrDefault(url.getHost(), any -> good()).apply(request);
  }

  /** From now on the tracker of this host answers so; without it, it answers well. */
  void answer(String host, Function<AnnounceRequest, Future<TrackerAnswer>> answer) {
    answers.put(host, answer);
  }

  void answer(String host, Future<TrackerAnswer> answer) {
    answer(host, request -> answer);
  }

  /** All that was asked so far, which is forgotten then. */
  List<Asked> take() {
    List<Asked> taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }

  /** {@link #take} in words: host and event of each. */
  List<String> words() {
    return take().stream().map(Asked::toString).toList();
  }

  static Future<TrackerAnswer> good() {
    return Future.succeededFuture(answer(INTERVAL, OptionalInt.of(MIN_INTERVAL), PeerList.EMPTY));
  }

  static TrackerAnswer answer(int interval, OptionalInt minInterval, PeerList peers) {
    return new TrackerAnswer(
        interval,
        minInterval,
        OptionalInt.of(3),
        OptionalInt.of(4),
        OptionalInt.empty(),
        peers,
        null,
        "",
        "");
  }

  static Future<TrackerAnswer> unreachable() {
    return Future.failedFuture(new TrackerException(Fault.UNREACHABLE, "nobody is there"));
  }

  static Future<TrackerAnswer> refused(RequestException refusal) {
    return Future.failedFuture(TrackerException.refused(refusal));
  }
}
