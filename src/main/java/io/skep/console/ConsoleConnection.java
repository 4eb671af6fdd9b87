package io.skep.console;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** One open connection to the console, and how far its request is. Not safe for several threads. */
final class ConsoleConnection {
  private final HttpConnection connection;
  private final String place;
  private long since;
  private @Nullable HttpServerRequest request;

  /**
   * A connection that has brought nothing yet.
   *
   * @param place where it comes from; empty where that is not counted
   */
  ConsoleConnection(HttpConnection connection, String place, long now) {
    this.connection = connection;
    this.place = place;
    this.since = now;
  }

  HttpConnection connection() {
    return connection;
  }

  String place() {
    return place;
  }

  /** It has brought the head of a request. */
  void requested(HttpServerRequest made, long now) {
    request = made;
    since = now;
  }

  /** Takes note of what was answered; to be asked before the others. */
  void look(long now) {
    HttpServerRequest last = request;
    if (last != null && last.isEnded() && last.response().ended()) {
      request = null;
      since = now;
    }
  }

  /** Whether a whole request waits for its answer, or for the answer's end. */
  boolean isOwed() {
    HttpServerRequest last = request;
    return last != null && last.isEnded();
  }

  /** Since when it has owed us the head of a request, or the rest of its body. */
  long since() {
    return since;
  }

  /** Whether it has taken too long for a head or a body. */
  boolean isOverdue(long now, int headSeconds, int bodySeconds) {
    return !isOwed() && now - since >= (request == null ? headSeconds : bodySeconds);
  }
}
