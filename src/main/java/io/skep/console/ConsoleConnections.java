package io.skep.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skep.signin.Place;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The console's open connections: so many at most, and from one host a share of them.
 *
 * <p>A connection lives by bringing whole requests, as on the tracker's port: one that is silent
 * and one that sends a byte now and then are the same to us. It has {@value #HEAD_SECONDS} s for
 * the head of a request and {@value #BODY_SECONDS} s for a body. Where there is no room for one
 * more, the one that has taken longest makes room; those that wait for an answer, or listen to
 * events, stay.
 *
 * <p>Without a bound, whoever reaches this port could take all files that the tracker may open, and
 * with them the tracker's own port. Safe for use by several threads.
 */
final class ConsoleConnections {
  /** More than several browsers at one address open, and a quarter of what is open in all. */
  static final int MAX_OF_HOST = 64;

  static final int HEAD_SECONDS = 30;
  // Enough for the largest body over a slow line.
  static final int BODY_SECONDS = 120;

  private final Map<HttpConnection, ConsoleConnection> open = new LinkedHashMap<>();
  private final int max;
  private final Predicate<String> crowds;
  private final LongSupplier seconds;

  /**
   * None yet.
   *
   * @param max how many there may be
   * @param crowds whether any number may come from this IP address
   * @param seconds the clock
   */
  ConsoleConnections(int max, Predicate<String> crowds, LongSupplier seconds) {
    this.max = max;
    this.crowds = crowds;
    this.seconds = seconds;
  }

  void register(MeterRegistry registry) {
    Gauge.builder("skep.console.connections", this, ConsoleConnections::size)
        .description("Open connections to the console")
        .register(registry);
    Gauge.builder("skep.console.connections.max", () -> max)
        .description("Connections to the console that may be open")
        .register(registry);
  }

  synchronized int size() {
    return open.size();
  }

  /** Takes one in, or closes it where no other can make room. */
  void opened(HttpConnection connection) {
    String place = place(connection.remoteAddress());
    @Nullable HttpConnection closed = takeIn(connection, place);
    connection.closeHandler(gone -> closed(connection));
    if (closed != null) {
      closed.close();
    }
  }

  private synchronized @Nullable HttpConnection takeIn(HttpConnection connection, String place) {
    long now = seconds.getAsLong();
    @Nullable HttpConnection leaving = null;
    if (!place.isEmpty() && count(place) >= MAX_OF_HOST) {
      leaving = longest(now, one -> one.place().equals(place)).orElse(connection);
    } else if (open.size() >= max) {
      leaving = longest(now, one -> true).orElse(connection);
    }
    if (leaving != connection) {
      open.remove(leaving);
      open.put(connection, new ConsoleConnection(connection, place, now));
    }
    return leaving;
  }

  private long count(String place) {
    return open.values().stream().filter(one -> one.place().equals(place)).count();
  }

  private Optional<HttpConnection> longest(long now, Predicate<ConsoleConnection> among) {
    open.values().forEach(one -> one.look(now));
    return open.values().stream()
        .filter(among)
        .filter(one -> !one.isOwed())
        .min(Comparator.comparingLong(ConsoleConnection::since))
        .map(ConsoleConnection::connection);
  }

  private synchronized void closed(HttpConnection connection) {
    open.remove(connection);
  }

  /** The head of a request has come. */
  synchronized void requested(HttpServerRequest request) {
    ConsoleConnection one = open.get(request.connection());
    if (one != null) {
      one.requested(request, seconds.getAsLong());
    }
  }

  /** Closes those that have taken too long; to be called every second or so. */
  void closeOverdue() {
    overdue().forEach(HttpConnection::close);
  }

  private synchronized List<HttpConnection> overdue() {
    long now = seconds.getAsLong();
    List<HttpConnection> found = new ArrayList<>();
    for (ConsoleConnection one : open.values()) {
      one.look(now);
      if (one.isOverdue(now, HEAD_SECONDS, BODY_SECONDS)) {
        found.add(one.connection());
      }
    }
    return found;
  }

  /** Empty where that is not counted. */
  private String place(SocketAddress remote) {
    String host = remote.hostAddress();
    return host == null || crowds.test(host) ? "" : Place.of(host).host();
  }
}
