package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpPacketException;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A UDP tracker on loopback that answers what a test says, and keeps what it was asked. */
public final class UdpStub {
  /** How it answers one request. */
  public interface Answers {
    /** Answers the request, or keeps silent. */
    void answer(UdpRequest request, Sender sender);
  }

  /** Sends packets to whom a request came from. */
  public static final class Sender {
    private final DatagramSocket socket;
    private final DatagramSocket elsewhere;
    private final SocketAddress client;

    private Sender(DatagramSocket socket, DatagramSocket elsewhere, SocketAddress client) {
      this.socket = socket;
      this.elsewhere = elsewhere;
      this.client = client;
    }

    /** Sends from where the request was sent to. */
    public void send(UdpResponse response) {
      sendBytes(bytes(response));
    }

    void sendBytes(byte[] packet) {
      socket.send(Buffer.buffer(packet), client.port(), client.hostAddress());
    }

    /** Sends from another port of the same host. */
    Future<Void> sendFromElsewhere(UdpResponse response) {
      return elsewhere.send(Buffer.buffer(bytes(response)), client.port(), client.hostAddress());
    }

    private static byte[] bytes(UdpResponse response) {
      ByteBuf packet = Unpooled.buffer();
      UdpCodec.writeResponse(response, packet);
      return ByteBufUtil.getBytes(packet);
    }
  }

  /** The connection id that {@link #connecting} gives. */
  static final long CONNECTION_ID = 0x1122334455667788L;

  private final List<UdpRequest> requests = new CopyOnWriteArrayList<>();
  private final DatagramSocket socket;
  private final DatagramSocket elsewhere;
  private final String host;

  /** A tracker on this address of the loopback interface. */
  public UdpStub(Vertx vertx, String address, Answers answers) throws Exception {
    DatagramSocketOptions options = new DatagramSocketOptions().setIpV6(address.contains(":"));
    host = address.contains(":") ? "[" + address + "]" : address;
    elsewhere = Waiting.forResult(vertx.createDatagramSocket(options).listen(0, address));
    socket = vertx.createDatagramSocket(options);
    socket.handler(packet -> receive(packet, answers));
    Waiting.forResult(socket.listen(0, address));
  }

  /** Gives a connection id to whoever asks, and answers the rest as the test says. */
  public static Answers connecting(Answers answers) {
    return (request, sender) -> {
      if (request instanceof UdpRequest.Connect) {
        sender.send(new UdpResponse.Connect(request.transactionId(), CONNECTION_ID));
      } else {
        answers.answer(request, sender);
      }
    };
  }

  private void receive(DatagramPacket packet, Answers answers) {
    try {
      UdpRequest request = UdpCodec.readRequest(Unpooled.wrappedBuffer(packet.data().getBytes()));
      requests.add(request);
      answers.answer(request, new Sender(socket, elsewhere, packet.sender()));
    } catch (UdpPacketException e) {
      throw new IllegalStateException("the client sent what is no request", e);
    }
  }

  /** Where it is, with this path and query behind it. */
  public URI url(String target) {
    return URI.create("udp://" + host + ":" + socket.localAddress().port() + target);
  }

  List<UdpRequest> requests() {
    return requests;
  }

  /** How often it was asked for a connection id. */
  long connects() {
    return requests.stream().filter(UdpRequest.Connect.class::isInstance).count();
  }
}
