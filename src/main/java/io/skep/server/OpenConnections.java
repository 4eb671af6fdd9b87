package io.skep.server;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final Map<Channel, OpenConnection> connections = new LinkedHashMap<>(64, 0.75f, true);
  private final Promise<Void> drained = Promise.promise();
  private final AtomicInteger count;
  private final int max;
  private boolean draining;

  OpenConnections(AtomicInteger count, int max) {
    this.count = count;
    this.max = max;
  }

  /** Takes a connection in; null if there are too many already. */
  @Nullable OpenConnection open(Channel channel, InetAddress address, long now) {
    if (count.incrementAndGet() > max) {
      count.decrementAndGet();
      return null;
    }
    OpenConnection connection = new OpenConnection(this, channel, address, now);
    connections.put(channel, connection);
    return connection;
  }

  void closed(OpenConnection connection) {
    if (connections.remove(connection.channel()) != null) {
      count.decrementAndGet();
    }
    if (draining && connections.isEmpty()) {
      drained.tryComplete();
    }
  }

  /** It has just brought a whole request. */
  void requested(OpenConnection connection) {
    // Looking it up is what makes it the last.
    connections.get(connection.channel());
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
      connection.closeIdle();
      closed++;
    }
    return closed;
  }

  /**
   * Closes all, each when its client has its answers.
   *
   * @return succeeded once all are closed
   */
  Future<Void> drain() {
    draining = true;
    List.copyOf(connections.values()).forEach(OpenConnection::end);
    if (connections.isEmpty()) {
      drained.tryComplete();
    }
    return drained.future();
  }

  /** Closes those that are left, whatever they are owed. */
  void closeNow() {
    List.copyOf(connections.values()).forEach(OpenConnection::closeNow);
  }
}
