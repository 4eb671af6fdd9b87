package io.skep.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpPacketException;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A tracker that answers announces with whatever a test makes up; one that lies over UDP connects.
 */
final class LyingTracker implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 10_000;

  /** Makes up an answer. */
  interface UdpLie {
    /** The packet for this announce, which came from here; null for none. */
    byte @Nullable [] answer(UdpRequest.Announce announce, InetSocketAddress from);
  }

  private final Closeable socket;
  private final String url;
  private final Thread thread;

  private LyingTracker(Closeable socket, String url, Runnable work) {
    this.socket = socket;
    this.url = url;
    this.thread = new Thread(work, "lying-tracker");
    thread.setDaemon(true);
    thread.start();
  }

  static LyingTracker udp(UdpLie lie) throws IOException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new LyingTracker(
        socket, "udp://127.0.0.1:" + socket.getLocalPort(), () -> lieOverUdp(socket, lie));
  }

  private static void lieOverUdp(DatagramSocket socket, UdpLie lie) {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    while (!socket.isClosed()) {
      try {
        packet.setLength(2048);
        socket.receive(packet);
        InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
        byte[] answer = answer(packet, from, lie);
        if (answer != null) {
          socket.send(new DatagramPacket(answer, answer.length, from));
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static byte @Nullable [] answer(DatagramPacket packet, InetSocketAddress from, UdpLie lie)
      throws IOException {
    try {
      UdpRequest request =
          UdpCodec.readRequest(Unpooled.wrappedBuffer(packet.getData(), 0, packet.getLength()));
      return request instanceof UdpRequest.Announce announce
          ? lie.answer(announce, from)
          : packet(new UdpResponse.Connect(request.transactionId(), 7));
    } catch (UdpPacketException e) {
      throw new IOException(e);
    }
  }

  /** The bytes of an honest packet. */
  static byte[] packet(UdpResponse response) {
    ByteBuf packet = Unpooled.buffer();
    UdpCodec.writeResponse(response, packet);
    byte[] bytes = new byte[packet.readableBytes()];
    packet.readBytes(bytes);
    return bytes;
  }

  /** The answer that tells these peers. */
  static byte[] telling(UdpRequest.Announce announce, byte... peers) {
    return packet(new UdpResponse.Announce(announce.transactionId(), 60, 1, 1, peers));
  }

  /** A peer in its compact form. */
  static byte[] peer(InetAddress address, int port) {
    return ByteBuffer.allocate(6).put(address.getAddress()).putShort((short) port).array();
  }

  /** Writes the same to every request, and closes the connection behind it. */
  static LyingTracker http(String response) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new LyingTracker(
        socket,
        "http://127.0.0.1:" + socket.getLocalPort() + "/announce",
        () -> lieOverHttp(socket, response));
  }

  private static void lieOverHttp(ServerSocket server, String response) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        readRequest(socket.getInputStream());
        socket.getOutputStream().write(response.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
      } catch (IOException e) {
        // A client that has gone, or the end.
      }
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    int last = 0;
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      last = last << 8 | octet;
      if (last == 0x0D0A0D0A) {
        return;
      }
    }
  }

  String url() {
    return url;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
