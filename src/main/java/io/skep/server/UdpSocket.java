package io.skep.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.net.InetSocketAddress;

/**
 * Binds a UDP socket to the event loop of a Vert.x context.
 *
 * <p>On Linux several loops can bind the same port and the kernel shares the packets among them;
 * see {@link EpollUdpSocket}. Elsewhere there is one socket, a channel of Netty's.
 */
final class UdpSocket {
  private UdpSocket() {}

  /** True if every event loop can have a socket of its own on the same port. */
  static boolean canShare(Context context) {
    return EpollUdpSocket.isAvailable(((ContextInternal) context).nettyEventLoop());
  }

  /**
   * Binds.
   *
   * @param shared whether others bind the same port too; the platform must be able to share
   * @return the bound socket, or why it can't be
   */
  static Future<BoundSocket> bind(
      Context context, UdpSettings settings, int port, boolean shared, UdpTracker tracker) {
    EventLoop loop = ((ContextInternal) context).nettyEventLoop();
    if (canShare(context)) {
      return EpollUdpSocket.bind((IoEventLoop) loop, settings, port, shared, tracker);
    }
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(channel(loop))
            .handler(new UdpChannelHandler(tracker))
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(UdpTracker.MAX_PACKET));
    if (settings.receiveBuffer() > 0) {
      bootstrap.option(ChannelOption.SO_RCVBUF, settings.receiveBuffer());
    }
    return BoundSocket.bind(bootstrap, new InetSocketAddress(settings.host(), port));
  }

  private static Class<? extends DatagramChannel> channel(EventLoop loop) {
    boolean epoll = loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
    return epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
  }
}
