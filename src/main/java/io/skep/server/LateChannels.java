package io.skep.server;

import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
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
  @Nullable EpollSocketChannel open(FileDescriptor connection) {
    EpollSocketChannel channel;
    try {
      channel = new EpollSocketChannel(connection.intValue());
    } catch (ChannelException e) {
      LOG.log(Level.DEBUG, "an HTTP connection is closed", e);
      close(connection);
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
  @Nullable OpenConnection toWrite(FileDescriptor connection, InetAddress address) {
    EpollSocketChannel channel = open(connection);
    if (channel == null) {
      return null;
    }
    OpenConnection open = connections.open(channel, address, seconds.getAsLong());
    if (open == null) {
      metrics.turnedAway(HttpFault.TOO_MANY_CONNECTIONS);
      channel.close();
    } else {
      channel.config().setAutoRead(false);
      channel.pipeline().addLast(open);
    }
    return open;
  }

  /** Closes a connection that has no channel. */
  static void close(FileDescriptor connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "an HTTP connection could not be closed", e);
    }
  }
}
