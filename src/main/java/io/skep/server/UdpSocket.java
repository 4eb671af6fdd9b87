package io.skep.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.net.InetSocketAddress;

/**
 * Binds a UDP socket to the event loop of a Vert.x context.
 *
 * <p>On native epoll several loops can bind the same port and the kernel shares the packets among
 * them, and one system call reads or writes many packets. Elsewhere there is one socket, of NIO.
 */
final class UdpSocket {
  private static final int PACKETS_PER_READ = 32;

  private UdpSocket() {}

  /** True if every event loop can have a socket of its own on the same port. */
  static boolean canShare(Context context) {
    return isEpoll(((ContextInternal) context).nettyEventLoop());
  }

  private static boolean isEpoll(EventLoop loop) {
    return loop instanceof IoEventLoop ioLoop && ioLoop.isIoType(EpollIoHandler.class);
  }

  /**
   * Binds.
   *
   * @param shared whether others bind the same port too; the platform must be able to share
   * @return the bound channel, or why it can't be
   */
  static Future<Channel> bind(
      Context context, UdpSettings settings, int port, boolean shared, ChannelHandler handler) {
    EventLoop loop = ((ContextInternal) context).nettyEventLoop();
    Bootstrap bootstrap = new Bootstrap().group(loop).handler(handler);
    if (isEpoll(loop)) {
      bootstrap
          .channel(EpollDatagramChannel.class)
          .option(UnixChannelOption.SO_REUSEPORT, shared)
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, UdpTracker.MAX_PACKET)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(PACKETS_PER_READ * UdpTracker.MAX_PACKET));
    } else {
      bootstrap
          .channel(NioDatagramChannel.class)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(UdpTracker.MAX_PACKET));
    }
    if (settings.receiveBuffer() > 0) {
      bootstrap.option(ChannelOption.SO_RCVBUF, settings.receiveBuffer());
    }
    Promise<Channel> bound = Promise.promise();
    bootstrap
        .bind(new InetSocketAddress(settings.host(), port))
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
