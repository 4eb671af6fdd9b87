package io.skep.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.net.InetSocketAddress;

/**
 * Binds listening TCP sockets to the event loop of a Vert.x context, which then has their
 * connections too.
 *
 * <p>This goes below Vert.x's own HTTP server for the same reason as {@link UdpSocket}: setting up
 * one of its connections costs more than several announces. Plain HTTP on epoll goes below Netty's
 * server channel as well, to the {@link HttpDoor}.
 */
final class HttpSocket {
  private final Context context;
  private final OpenConnections connections;
  private final HttpSettings settings;
  private final HttpTracker tracker;
  private final TrackerServer.Parts parts;
  private final HttpPipeline pipeline;

  /**
   * What listens for these connections.
   *
   * @param pipeline sets up each connection that has a channel
   */
  HttpSocket(
      Context context,
      OpenConnections connections,
      HttpSettings settings,
      HttpTracker tracker,
      TrackerServer.Parts parts,
      HttpPipeline pipeline) {
    this.context = context;
    this.connections = connections;
    this.settings = settings;
    this.tracker = tracker;
    this.parts = parts;
    this.pipeline = pipeline;
  }

  /** True if every event loop can have a listening socket of its own on the same port. */
  static boolean canShare(Context context) {
    return ((ContextInternal) context).nettyEventLoop() instanceof IoEventLoop loop
        && loop.isIoType(EpollIoHandler.class);
  }

  /**
   * Binds.
   *
   * @param shared whether other loops bind the same port too; the platform must be able to share
   * @return the listening socket, or why there is none
   */
  Future<BoundSocket> bind(int port, boolean shared) {
    EventLoop loop = ((ContextInternal) context).nettyEventLoop();
    InetSocketAddress address = new InetSocketAddress(settings.host(), port);
    boolean isEpoll = canShare(context);
    boolean isPlain = settings.tls() == null && !settings.proxyProtocol();
    if (isPlain && isEpoll && loop instanceof IoEventLoop ioLoop) {
      LateChannels channels =
          new LateChannels(ioLoop, connections, parts.metrics(), parts.seconds());
      HttpDoor door = new HttpDoor(channels, tracker, parts.clientAddress(), pipeline);
      return ListeningSocket.bind(ioLoop, address, shared, door);
    }
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop, loop)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(pipeline);
    if (isEpoll) {
      bootstrap
          .channel(EpollServerSocketChannel.class)
          .option(UnixChannelOption.SO_REUSEPORT, shared);
    } else {
      bootstrap.channel(NioServerSocketChannel.class);
    }
    return BoundSocket.bind(bootstrap, address);
  }
}
