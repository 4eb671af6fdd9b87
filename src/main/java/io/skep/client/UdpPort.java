package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.NetUtil;
import io.skep.bittorrent.PeerAddress;
import io.skep.client.TrackerException.Fault;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpPacketException;
import io.skep.protocol.UdpRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The client's UDP sockets, one an address family, bound when it is first needed: sends requests,
 * and hands each answer to the exchange that waits for it. Lives on one event loop.
 *
 * <p>An answer counts only if it comes from where the request went and repeats its transaction id,
 * which nobody else can guess; anything else is dropped without a word.
 */
final class UdpPort {
  /**
   * The most that a packet can have, and what Vert.x then reads: 2,048 bytes cut off long lists.
   */
  private static final int MAX_PACKET = 1 << 16;

  private final Vertx vertx;
  private final @Nullable String localAddress;
  private final RandomGenerator random = new SecureRandom();
  private final Map<Integer, UdpExchange> waiting = new HashMap<>();
  private @Nullable Future<DatagramSocket> ipv4;
  private @Nullable Future<DatagramSocket> ipv6;
  private boolean closed;

  /**
   * Sockets of one event loop.
   *
   * @param localAddress whence to ask trackers of its family; null for any address
   */
  UdpPort(Vertx vertx, @Nullable String localAddress) {
    this.vertx = vertx;
    this.localAddress = localAddress;
  }

  /** A fresh transaction id, under which the exchange gets its answer until it is closed. */
  int open(UdpExchange exchange) {
    int transactionId = random.nextInt();
    while (waiting.putIfAbsent(transactionId, exchange) != null) {
      transactionId = random.nextInt();
    }
    return transactionId;
  }

  void close(int transactionId) {
    waiting.remove(transactionId);
  }

  Future<Void> send(UdpRequest request, PeerAddress tracker) {
    if (closed) {
      return Future.failedFuture("the client is closed");
    }
    ByteBuf packet = Unpooled.buffer();
    UdpCodec.writeRequest(request, packet);
    Buffer bytes = Buffer.buffer(ByteBufUtil.getBytes(packet));
    return socket(tracker.isIpv4())
        .compose(socket -> socket.send(bytes, tracker.port(), tracker.host()));
  }

  private Future<DatagramSocket> socket(boolean wantsIpv4) {
    Future<DatagramSocket> bound = wantsIpv4 ? ipv4 : ipv6;
    if (bound != null && !bound.failed()) {
      return bound;
    }
    DatagramSocket socket =
        vertx.createDatagramSocket(
            new DatagramSocketOptions().setIpV6(!wantsIpv4).setReceiveBufferSize(MAX_PACKET));
    Future<DatagramSocket> binding = socket.handler(this::receive).listen(0, bindTo(wantsIpv4));
    if (wantsIpv4) {
      ipv4 = binding;
    } else {
      ipv6 = binding;
    }
    return binding;
  }

  private String bindTo(boolean wantsIpv4) {
    String local = localAddress;
    if (local != null && NetUtil.isValidIpV4Address(local) == wantsIpv4) {
      return local;
    }
    return wantsIpv4 ? "0.0.0.0" : "::";
  }

  private void receive(DatagramPacket packet) {
    ByteBuf answer = Unpooled.wrappedBuffer(packet.data().getBytes());
    if (answer.readableBytes() < Long.BYTES) {
      return;
    }
    UdpExchange exchange = waiting.get(answer.getInt(answer.readerIndex() + Integer.BYTES));
    byte[] ip = NetUtil.createByteArrayFromIpAddressString(packet.sender().hostAddress());
    if (exchange == null
        || ip == null
        || !PeerAddress.of(ip, packet.sender().port()).equals(exchange.tracker())) {
      return;
    }
    try {
      exchange.receive(UdpCodec.readResponse(answer));
    } catch (UdpPacketException e) {
      exchange.fail(Fault.NONSENSE, "gave no answer: " + e.getMessage(), e);
    }
  }

  /** Closes the sockets and fails what still waits. */
  Future<Void> close() {
    closed = true;
    for (UdpExchange exchange : List.copyOf(waiting.values())) {
      exchange.fail(Fault.UNREACHABLE, "was not waited for: the client is closed", null);
    }
    return Future.join(close(ipv4), close(ipv6)).mapEmpty();
  }

  /** A socket that could not be bound has nothing to close. */
  private static Future<Void> close(@Nullable Future<DatagramSocket> socket) {
    return socket == null
        ? Future.succeededFuture()
        : socket.transform(
            bound -> bound.succeeded() ? bound.result().close() : Future.succeededFuture());
  }
}
