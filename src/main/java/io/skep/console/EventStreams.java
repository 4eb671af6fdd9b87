package io.skep.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Those who listen: so many at most, and each for so long. Safe for use by several threads. */
final class EventStreams {
  /** At most half of the connections that the console takes. */
  static final int MAX = 100;

  /** As many pages as one person looks at. */
  static final int MAX_OF_USER = 8;

  /**
   * After so many seconds a listener has to come again, which browsers do by themselves: who may
   * see less by then is told less.
   */
  static final int LONGEST_SECONDS = 300;

  private static final Buffer RETRY = Buffer.buffer("retry: 2000\n\n");

  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  EventStreams(MeterRegistry registry) {
    Gauge.builder("skep.console.listeners", open, Set::size)
        .description("Who listens to the console's events")
        .register(registry);
    Gauge.builder("skep.console.listeners.max", () -> MAX)
        .description("Who may listen to the console's events")
        .register(registry);
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  int size() {
    return open.size();
  }

  /** Whether one more may listen. */
  boolean hasRoom(long user) {
    return open.size() < MAX
        && (user == 0 || open.stream().filter(one -> one.user() == user).count() < MAX_OF_USER);
  }

  /**
   * Lets one more listen, on the event loop of its connection; or ends the answer at once where
   * there is no room any more.
   *
   * @param findings whether it is told of findings
   * @param stillLetIn whether it may go on listening; asked before it is told anything
   * @param first what it is told at once
   */
  void add(
      HttpServerResponse response,
      long user,
      boolean findings,
      List<EventTopic> topics,
      BooleanSupplier stillLetIn,
      Buffer first) {
    EventStream stream =
        new EventStream(
            response, Vertx.currentContext(), user, findings, topics, stillLetIn, open::remove);
    if (response.closed() || !hasRoom(user)) {
      response.end();
      return;
    }
    open.add(stream);
    response.closeHandler(gone -> open.remove(stream));
    response.endHandler(done -> open.remove(stream));
    response.exceptionHandler(fault -> open.remove(stream));
    response.write(Buffer.buffer().appendBuffer(RETRY).appendBuffer(first));
  }

  /**
   * Tells everybody how it is, and each what is its own; on one worker.
   *
   * @param withFindings for those who are told of findings
   */
  void tick(Buffer withFindings, Buffer without) {
    for (EventStream stream : open) {
      if (stream.ticks() >= LONGEST_SECONDS || !stream.isStillLetIn()) {
        stream.end();
      } else {
        stream.tick(stream.findings() ? withFindings : without);
      }
    }
  }

  /** Ends all. */
  void close() {
    open.forEach(EventStream::end);
  }
}
