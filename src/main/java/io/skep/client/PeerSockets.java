package io.skep.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens TCP connections with peers, on one event loop.
 *
 * <p>They are Netty's channels and not Vert.x's sockets: those copy what they read to the heap, and
 * blocks are better off where the socket put them until they are on disk.
 */
final class PeerSockets {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  /** Enough to keep a fast line busy from one turn of the event loop to the next. */
  private static final WriteBufferWaterMark WRITE_MARKS =
      new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

  private final EventLoop loop;
  private final boolean epoll;
  private final @Nullable InetSocketAddress local;

  /** All connections, with those that are not made yet. */
  private final ChannelGroup connections;

  /**
   * Sockets of one event loop.
   *
   * @param local the address to dial from; null for any
   */
  PeerSockets(EventLoop loop, @Nullable InetSocketAddress local) {
    this.loop = loop;
    this.local = local;
    connections = new DefaultChannelGroup(loop);
    epoll = loop instanceof IoEventLoop ioLoop && ioLoop.isIoType(EpollIoHandler.class);
  }

  /** Listens; what comes gets a handler of its own. */
  Future<Channel> listen(InetSocketAddress address, Consumer<Channel> accepted) {
    ChannelHandler initializer =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            begin(channel);
            accepted.accept(channel);
          }
        };
    return future(
        new ServerBootstrap()
            .group(loop, loop)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 128)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARKS)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childHandler(initializer)
            .bind(address));
  }

  /** Dials. */
  Future<Channel> connect(InetSocketAddress address, Supplier<ChannelHandler> handler) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARKS)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    begin(channel);
                    channel.pipeline().addLast(handler.get());
                  }
                });
    InetSocketAddress from = local;
    boolean sameFamily =
        from != null && from.getAddress().getClass() == address.getAddress().getClass();
    return future(sameFamily ? bootstrap.connect(address, from) : bootstrap.connect(address));
  }

  private void begin(Channel channel) {
    channel.config().setRecvByteBufAllocator(new PeerReads());
    connections.add(channel);
  }

  /** Closes all connections, with those that have not shaken hands. */
  void closeConnections() {
    var unused = connections.close();
  }

  private static Future<Channel> future(ChannelFuture opening) {
    Promise<Channel> promise = Promise.promise();
    opening.addListener(
        (ChannelFuture done) -> {
          if (done.isSuccess()) {
            promise.complete(done.channel());
          } else {
            promise.fail(done.cause());
          }
        });
    return promise.future();
  }
}
