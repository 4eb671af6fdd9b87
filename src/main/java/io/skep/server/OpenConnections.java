package io.skep.server;

import io.vertx.core.http.HttpConnection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP connections of one event loop, the one longest without a whole request first.
 *
 * <p>A connection lives by bringing whole requests. One that is silent and one that sends a byte
 * now and then are the same to us, so a slow sender can't hold a place for longer than an idle one.
 *
 * <p>Used on its event loop only; the number of connections is shared with the other loops.
 */
final class OpenConnections {
  private final Map<HttpConnection, OpenConnection> connections =
      new LinkedHashMap<>(64, 0.75f, true);
  private final AtomicInteger count;
  private final int max;

  OpenConnections(AtomicInteger count, int max) {
    this.count = count;
    this.max = max;
  }

  /** Takes a connection in; false if there are too many already. */
  boolean open(OpenConnection connection) {
    if (count.incrementAndGet() > max) {
      count.decrementAndGet();
      return false;
    }
    connections.put(connection.connection(), connection);
    connection.connection().closeHandler(closed -> remove(connection.connection()));
    return true;
  }

  private void remove(HttpConnection connection) {
    if (connections.remove(connection) != null) {
      count.decrementAndGet();
    }
  }

  /** The connection that has just brought a whole request; null if it was turned away. */
  @Nullable OpenConnection requested(HttpConnection connection, long now) {
    OpenConnection open = connections.get(connection);
    if (open != null) {
      open.requested(now);
    }
    return open;
  }

  /** Closes those that have brought no whole request since {@code deadline}; how many they were. */
  int closeOlder(long deadline) {
    int closed = 0;
    Iterator<OpenConnection> oldest = connections.values().iterator();
    while (oldest.hasNext()) {
      OpenConnection connection = oldest.next();
      if (connection.lastRequest() >= deadline) {
        break;
      }
      oldest.remove();
      count.decrementAndGet();
      connection.connection().close();
      closed++;
    }
    return closed;
  }
}
