package io.skep.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Event loops and sockets: of native epoll where the platform has it, of NIO elsewhere. */
final class Sockets {
  /** The longest packet that is read; whatever is longer is cut short, and so no answer. */
  static final int MAX_PACKET = 2048;

  // 32 KiB, which is the most that the allocator keeps at hand for a thread.
  private static final int PACKETS_PER_READ = 16;
  private static final int SOCKET_BUFFER = 1 << 20;
  private static final int HTTP_READ = 4096;

  private Sockets() {}

  /** So many event loops, which don't keep the process alive. */
  static EventLoopGroup loops(int count) {
    return new MultiThreadIoEventLoopGroup(
        count,
        new DefaultThreadFactory("skep-load", true),
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /** A UDP socket to be. */
  static Bootstrap udp(EventLoop loop, ChannelHandler handler) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .handler(handler)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER);
    if (!Epoll.isAvailable()) {
      return bootstrap
          .channel(NioDatagramChannel.class)
          .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_PACKET));
    }
    return bootstrap
        .channel(EpollDatagramChannel.class)
        .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_PACKET)
        .option(
            ChannelOption.RECVBUF_ALLOCATOR,
            new FixedRecvByteBufAllocator(PACKETS_PER_READ * MAX_PACKET));
  }

  /** A TCP socket to be. */
  static Bootstrap tcp(EventLoop loop, ChannelHandler handler, int connectMillis) {
    Class<? extends Channel> type =
        Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(type)
            .handler(handler)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(HTTP_READ))
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
            .option(ChannelOption.SO_REUSEADDR, true);
    if (Epoll.isAvailable()) {
      // The kernel then chooses the port at connect, when it knows both ends, and has many more.
      bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
    }
    return bootstrap;
  }
}
