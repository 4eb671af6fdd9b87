package io.skep.client;

import io.skep.bittorrent.PeerAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The connection ids that UDP trackers gave within the last minute; lives on one event loop. */
final class UdpConnections {
  private static final int MAX_TRACKERS = 1_000;

  private final LongSupplier nanoTime;
  private final Map<PeerAddress, UdpConnection> connections =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerAddress, UdpConnection> eldest) {
          return size() > MAX_TRACKERS;
        }
      };

  UdpConnections(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Nullable UdpConnection find(PeerAddress tracker) {
    UdpConnection connection = connections.get(tracker);
    return connection != null && isFresh(connection) ? connection : null;
  }

  boolean isFresh(UdpConnection connection) {
    return connection.isFresh(nanoTime.getAsLong());
  }

  UdpConnection keep(PeerAddress tracker, long connectionId) {
    UdpConnection connection = new UdpConnection(connectionId, nanoTime.getAsLong());
    connections.remove(tracker);
    connections.put(tracker, connection);
    return connection;
  }

  /** Forgets what a tracker gave if it still is this one. */
  void forget(PeerAddress tracker, UdpConnection connection) {
    connections.remove(tracker, connection);
  }
}
