package io.skep.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.net.InetSocketAddress;

/**
 * Binds a listening TCP socket to the event loop of a Vert.x context, which then has its
 * connections too.
 *
 * <p>This goes below Vert.x's own HTTP server for the same reason as {@link UdpSocket}: setting up
 * one of its connections costs more than several announces.
 */
final class HttpSocket {
  private HttpSocket() {}

  /**
   * Binds.
   *
   * @param shared whether other loops bind the same port too; the platform must be able to share
   * @param pipeline sets up each connection
   * @return the listening channel, or why there is none
   */
  static Future<Channel> bind(
      Context context, String host, int port, boolean shared, ChannelHandler pipeline) {
    EventLoop loop = ((ContextInternal) context).nettyEventLoop();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop, loop)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(pipeline);
    if (UdpSocket.canShare(context)) {
      bootstrap
          .channel(EpollServerSocketChannel.class)
          .option(UnixChannelOption.SO_REUSEPORT, shared);
    } else {
      bootstrap.channel(NioServerSocketChannel.class);
    }
    Promise<Channel> bound = Promise.promise();
    bootstrap
        .bind(new InetSocketAddress(host, port))
        .addListener(
            (io.netty.channel.ChannelFuture done) -> {
              if (done.isSuccess()) {
                bound.complete(done.channel());
              } else {
                bound.fail(done.cause());
              }
            });
    return bound.future();
  }
}
