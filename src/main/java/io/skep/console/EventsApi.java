package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.storage.Token;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/events}: what changes, as it changes (server-sent events). */
final class EventsApi {
  static final String TYPE = "text/event-stream";
  private static final int TORRENT_SECONDS = 2;
  // To count somebody's sessions is to go through them, and some have ten thousands.
  private static final int ME_SECONDS = 3;

  private final EventStreams streams;
  private final Overview overview;
  private final Watched watched;

  /** What is told of one torrent, and of one user. */
  interface Watched {
    /**
     * What is told of a torrent from now on.
     *
     * @throws ProblemException if there is none
     */
    Supplier<@Nullable JsonObject> torrent(InfoHash hash) throws ProblemException;

    /** What is told of a user; null where there is nothing to tell. */
    @Nullable JsonObject user(long id);
  }

  EventsApi(EventStreams streams, Overview overview, Watched watched) {
    this.streams = streams;
    this.overview = overview;
    this.watched = watched;
  }

  Reply listen(Call call) throws ProblemException {
    Token token = call.token();
    long user = token == null ? 0 : token.user();
    if (!streams.hasRoom(user)) {
      throw ProblemException.uncertain(
          "too many pages listen already: close some, or ask for /api/v1/overview instead");
    }
    List<EventTopic> topics = new ArrayList<>();
    Optional<InfoHash> hash = call.hash("torrent");
    if (hash.isPresent()) {
      topics.add(new EventTopic("torrent", TORRENT_SECONDS, watched.torrent(hash.get())));
    }
    if (token != null && user != 0 && token.scopes().contains(Scopes.ME)) {
      topics.add(new EventTopic("me", ME_SECONDS, () -> watched.user(user)));
    }
    boolean findings = Overview.seesFindings(call);
    JsonObject told = overview.told();
    Buffer first = EventStream.event("overview", findings ? told : Overview.withoutFindings(told));
    return Reply.stream(
        TYPE,
        // Proxies and compression would hold events back until there are enough of them.
        Map.of("X-Accel-Buffering", "no", "Content-Encoding", "identity"),
        response -> streams.add(response, user, findings, topics, call::isStillLetIn, first));
  }
}
