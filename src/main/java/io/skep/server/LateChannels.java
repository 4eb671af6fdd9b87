package io.skep.server;

import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives Netty channels to those connections of one event loop that came without and turn out to
 * need one.
 *
 * <p>Used on its event loop only.
 */
final class LateChannels {
  private static final Logger LOG = System.getLogger(LateChannels.class.getName());

  private final EventLoop loop;
  private final OpenConnections connections;
  private final TrackerMetrics metrics;
  private final LongSupplier seconds;

  LateChannels(
      EventLoop loop, OpenConnections connections, TrackerMetrics metrics, LongSupplier seconds) {
    this.loop = loop;
    this.connections = connections;
    this.metrics = metrics;
    this.seconds = seconds;
  }

  EventLoop loop() {
    return loop;
  }

  /** A channel without handlers, which owns the connection; null if that is closed instead. */
  @Nullable EpollSocketChannel open(BareConnection connection) {
    EpollSocketChannel channel;
    try {
      channel = new EpollSocketChannel(connection.intValue());
      connection.handOver();
    } catch (ChannelException e) {
      LOG.log(Level.DEBUG, "an HTTP connection is closed", e);
      connection.close();
      return null;
    }
    // One that was reset never becomes active, and so would never be seen to end.
    if (channel.isActive()) {
      // On its own loop that is done at once.
      loop.register(channel);
    }
    if (!channel.isRegistered()) {
      channel.unsafe().closeForcibly();
      return null;
    }
    return channel;
  }

  /** A connection that is only written to; null if it is closed instead. */
  @Nullable OpenConnection toWrite(BareConnection connection) {
    EpollSocketChannel channel = open(connection);
    if (channel == null) {
      return null;
    }
    OpenConnection open = connections.open(channel, connection.address(), seconds.getAsLong());
    if (open == null) {
      metrics.turnedAway(HttpFault.TOO_MANY_CONNECTIONS);
      channel.close();
    } else {
      channel.config().setAutoRead(false);
      channel.pipeline().addLast(open);
    }
    return open;
  }
}
