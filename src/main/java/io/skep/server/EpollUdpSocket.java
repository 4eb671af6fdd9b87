package io.skep.server;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.skep.bittorrent.PeerAddress;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpResponse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket of Linux on an event loop, which reads many packets with one system call, lets the
 * tracker answer them, and sends the answers with another.
 *
 * <p>Netty's own channel for this makes a dozen objects for each packet and reads and sets their
 * fields from native code; here packets stay where the kernel put them. Where the kernel can't take
 * what is to be sent, nothing more is read until it can.
 *
 * <p>Used on its event loop only.
 */
final class EpollUdpSocket implements EpollIoHandle, BoundSocket {
  private static final Logger LOG = System.getLogger(EpollUdpSocket.class.getName());
  private static final int PACKETS = 32;
  // So many times a full batch is read before the event loop's other work gets its turn.
  private static final int READS = 16;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;

  private final IoEventLoop loop;
  private final Socket socket;
  private final int port;
  private final UdpTracker tracker;
  private final PacketCalls calls;
  private final PacketBatch incoming;
  private final PacketBatch outgoing;
  // Those of the outgoing ones that are written and not sent yet.
  private int first;
  private int end;
  private boolean blocked;
  private @Nullable IoRegistration registration;

  private EpollUdpSocket(IoEventLoop loop, Socket socket, UdpTracker tracker, PacketCalls calls) {
    this.loop = loop;
    this.socket = socket;
    this.port = socket.localAddress().getPort();
    this.tracker = tracker;
    this.calls = calls;
    boolean ipv6 = Socket.isIPv6Preferred();
    this.incoming = new PacketBatch(PACKETS, UdpTracker.MAX_PACKET, ipv6);
    this.outgoing = new PacketBatch(PACKETS, UdpTracker.MAX_PACKET, ipv6);
  }

  /** True where there can be such a socket on this event loop. */
  static boolean isAvailable(io.netty.channel.EventLoop loop) {
    return loop instanceof IoEventLoop ioLoop
        && ioLoop.isCompatible(EpollUdpSocket.class)
        && ManyMessages.isAvailable();
  }

  /**
   * Binds.
   *
   * @param shared whether others bind the same port too
   */
  static Future<BoundSocket> bind(
      IoEventLoop loop, UdpSettings settings, int port, boolean shared, UdpTracker tracker) {
    return bind(loop, settings, port, shared, tracker, new ManyMessages());
  }

  static Future<BoundSocket> bind(
      IoEventLoop loop,
      UdpSettings settings,
      int port,
      boolean shared,
      UdpTracker tracker,
      PacketCalls calls) {
    Promise<BoundSocket> bound = Promise.promise();
    Socket socket = Socket.newSocketDgram();
    try {
      socket.setReusePort(shared);
      if (settings.receiveBuffer() > 0) {
        socket.setReceiveBufferSize(settings.receiveBuffer());
      }
      socket.bind(address(settings.host(), port));
    } catch (IOException e) {
      closeQuietly(socket);
      return Future.failedFuture(e);
    }
    EpollUdpSocket handle = new EpollUdpSocket(loop, socket, tracker, calls);
    loop.register(handle)
        .addListener(
            done -> {
              if (done.isSuccess()) {
                handle.listen((IoRegistration) done.getNow());
                bound.complete(handle);
              } else {
                closeQuietly(socket);
                bound.fail(done.cause());
              }
            });
    return bound.future();
  }

  private static InetSocketAddress address(String host, int port) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    // A system without IPv6 has no :: either.
    boolean any = address.isAnyLocalAddress() && !Socket.isIPv6Preferred();
    return new InetSocketAddress(any ? InetAddress.getByAddress(new byte[4]) : address, port);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a UDP socket that is of no use could not be closed", e);
    }
  }

  private void listen(IoRegistration registered) {
    registration = registered;
    registered.submit(EpollIoOps.EPOLLIN);
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
  public void handle(IoRegistration registered, IoEvent event) {
    if (blocked) {
      if (((EpollIoEvent) event).ops().contains(EpollIoOps.EPOLLOUT)) {
        flush();
      }
      return;
    }
    int count = PACKETS;
    for (int reads = 0; reads < READS && count == PACKETS && !blocked; reads++) {
      count = calls.receive(socket.intValue(), incoming);
      if (count < 0) {
        readFailed(calls.lastError());
      }
      for (int i = 0; i < count; i++) {
        read(i);
      }
      // First, so that whoever has its answer finds it counted.
      tracker.readComplete();
      flush();
    }
  }

  private static void readFailed(int error) {
    if (error != EAGAIN && error != EINTR) {
      LOG.log(Level.WARNING, "UDP packets could not be read: error {0}", error);
    }
  }

  private void read(int i) {
    try {
      if (answered(i)) {
        return;
      }
      PeerAddress sender = incoming.sender(i);
      tracker.received(incoming.received(i), sender, new Back(sender, incoming.scope(i)));
    } catch (RuntimeException | Error e) {
      // Whatever leaves this handle ends the event loop, and with it the tracker.
      LOG.log(Level.WARNING, "a UDP packet could not be handled", e);
    }
  }

  private boolean answered(int i) {
    if (end == PACKETS) {
      return false;
    }
    boolean answered =
        tracker.answered(
            incoming.received(i),
            incoming.high(i),
            incoming.low(i),
            incoming.port(i),
            outgoing.toSend(end));
    if (answered) {
      outgoing.answer(end, incoming, i);
      end++;
    }
    return answered;
  }

  private void write(UdpResponse response, PeerAddress to, int scope) {
    if (end == PACKETS) {
      flush();
    }
    if (end == PACKETS) {
      // Only an answer that was waited for comes while the socket is blocked. Its client asks
      // again.
      tracker.notSent("the socket's buffer is full");
      return;
    }
    UdpCodec.writeResponse(response, outgoing.toSend(end));
    outgoing.address(end, to, scope);
    end++;
  }

  private void flush() {
    boolean full = false;
    while (first < end && !full) {
      int sent = calls.send(socket.intValue(), outgoing, first, end - first);
      if (sent >= 0) {
        first += sent;
      } else {
        full = sendFailed(calls.lastError());
      }
    }
    if (first == end) {
      first = 0;
      end = 0;
    }
    setBlocked(full);
  }

  /** True if the next packet could not be sent since there is no room for it. */
  private boolean sendFailed(int error) {
    if (error == EAGAIN) {
      return true;
    }
    if (error != EINTR) {
      tracker.notSent("error " + error);
      first++;
    }
    return false;
  }

  private void setBlocked(boolean full) {
    IoRegistration registered = registration;
    if (full != blocked && registered != null && registered.isValid()) {
      blocked = full;
      registered.submit(full ? EpollIoOps.EPOLLOUT : EpollIoOps.EPOLLIN);
    }
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
    closeQuietly(socket);
  }

  /** To the sender of one packet. */
  private final class Back implements ReturnPath {
    private final PeerAddress sender;
    private final int scope;

    Back(PeerAddress sender, int scope) {
      this.sender = sender;
      this.scope = scope;
    }

    @Override
    public void send(UdpResponse response) {
      write(response, sender, scope);
    }

    @Override
    public void later(Runnable answer) {
      loop.execute(
          () -> {
            answer.run();
            flush();
          });
    }
  }
}
