package io.skep.server;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.NativeInetAddress;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A listening TCP socket on an event loop with epoll, which hands on each connection as it comes
 * from the kernel, without a channel.
 *
 * <p>The kernel holds a connection back until it has brought its first bytes, or for about a second
 * (TCP_DEFER_ACCEPT), so that mostly a request is there to be read as soon as a connection is. The
 * price is that who has connected within that second and said nothing isn't told when we stop.
 */
final class ListeningSocket implements EpollIoHandle, BoundSocket {
  /** Receives what connects. */
  interface Visitors {
    /** Takes over a connection, and its closing; throws nothing. */
    void take(BareConnection connection);
  }

  private static final Logger LOG = System.getLogger(ListeningSocket.class.getName());

  /** So many connections are taken before other sockets have their turn. */
  private static final int AT_ONCE = 16;

  private static final int PAUSE_SECONDS = 1;

  /** Not {@link EpollIoOps#NONE}, after which Netty waits for nothing ever again. */
  private static final EpollIoOps NOTHING = EpollIoOps.EPOLLERR;

  private static final int IPPROTO_TCP = 6;
  private static final int TCP_DEFER_ACCEPT = 9;
  private static final int DEFER_SECONDS = 1;

  /** What {@link LinuxSocket#accept} fills: the length of an address, then the address. */
  private final byte[] peer = new byte[26];

  private final IoEventLoop loop;
  private final LinuxSocket socket;
  private final int port;
  private final Visitors visitors;
  private @Nullable IoRegistration registration;

  private ListeningSocket(IoEventLoop loop, LinuxSocket socket, Visitors visitors) {
    this.loop = loop;
    this.socket = socket;
    this.port = socket.localAddress().getPort();
    this.visitors = visitors;
  }

  /**
   * Binds.
   *
   * @param shared whether others bind the same port too
   * @return the socket, or why there is none
   */
  static Future<BoundSocket> bind(
      IoEventLoop loop, InetSocketAddress address, boolean shared, Visitors visitors) {
    if (address.isUnresolved()) {
      return Future.failedFuture("no such address");
    }
    LinuxSocket socket = LinuxSocket.newSocketStream();
    try {
      socket.setReuseAddress(true);
      socket.setReusePort(shared);
      socket.setIntOpt(IPPROTO_TCP, TCP_DEFER_ACCEPT, DEFER_SECONDS);
      socket.bind(address);
      socket.listen(NetUtil.SOMAXCONN);
    } catch (IOException e) {
      close(socket);
      return Future.failedFuture(e);
    }
    return new ListeningSocket(loop, socket, visitors).register();
  }

  private Future<BoundSocket> register() {
    Promise<BoundSocket> bound = Promise.promise();
    loop.register(this)
        .addListener(
            (io.netty.util.concurrent.Future<IoRegistration> done) -> {
              if (done.isSuccess()) {
                registration = done.getNow();
                await(EpollIoOps.EPOLLIN);
                bound.complete(this);
              } else {
                close(socket);
                bound.fail(done.cause());
              }
            });
    return bound.future();
  }

  private void await(EpollIoOps events) {
    IoRegistration registered = registration;
    if (registered != null && registered.isValid()) {
      registered.submit(events);
    }
  }

  @Override
  public void handle(IoRegistration registered, IoEvent event) {
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        int connection = socket.accept(peer);
        if (connection < 0) {
          break;
        }
        InetSocketAddress from = NativeInetAddress.address(peer, 1, peer[0]);
        visitors.take(new BareConnection(connection, from.getAddress()));
      }
    } catch (IOException e) {
      // Mostly there are no descriptors left: asked at once again, the answer would be the same.
      await(NOTHING);
      loop.schedule(() -> await(EpollIoOps.EPOLLIN), PAUSE_SECONDS, TimeUnit.SECONDS);
      LOG.log(Level.WARNING, "connections over HTTP have to wait", e);
    }
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Future<Void> unbind() {
    Promise<Void> done = Promise.promise();
    loop.execute(
        () -> {
          close();
          done.complete();
        });
    return done.future();
  }

  @Override
  public void close() {
    IoRegistration registered = registration;
    if (registered != null) {
      registered.cancel();
    }
    close(socket);
  }

  private static void close(FileDescriptor socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a socket could not be closed", e);
    }
  }
}
