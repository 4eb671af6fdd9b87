package io.skep.server;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** One UDP socket that talks to a tracker packet by packet. */
final class UdpClient implements AutoCloseable {
  private static final int RETRY_MILLIS = 1000;
  private static final int TRIES = 20;
  private static final AtomicInteger TRANSACTIONS = new AtomicInteger(0x5000_0000);

  private final DatagramSocket socket;
  private final InetSocketAddress tracker;

  // Not connected: a connected socket of the JDK keeps empty packets to itself.
  private UdpClient(DatagramSocket socket, InetSocketAddress tracker) throws IOException {
    this.socket = socket;
    this.tracker = tracker;
    socket.setSoTimeout(RETRY_MILLIS);
  }

  static UdpClient connect(String host, int port) throws IOException {
    return connectFrom(host, host, port);
  }

  /** A client at one of the many addresses of loopback. */
  static UdpClient connectFrom(String local, String host, int port) throws IOException {
    return new UdpClient(
        new DatagramSocket(new InetSocketAddress(local, 0)), new InetSocketAddress(host, port));
  }

  int port() {
    return socket.getLocalPort();
  }

  void send(byte[] packet) throws IOException {
    socket.send(new DatagramPacket(packet, packet.length, tracker));
  }

  /** The next packet that comes. */
  byte[] receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    for (int i = 0; i < TRIES; i++) {
      try {
        socket.receive(packet);
        if (!packet.getSocketAddress().equals(tracker)) {
          throw new AssertionError("an answer from " + packet.getSocketAddress());
        }
        return Arrays.copyOf(packet.getData(), packet.getLength());
      } catch (SocketTimeoutException e) {
        packet.setLength(4096);
      }
    }
    throw new IOException("the tracker is silent");
  }

  byte[] ask(byte[] packet) throws IOException {
    send(packet);
    return receive();
  }

  /** A connection id, with which the tracker shows that it has handled all that was sent before. */
  long connect() throws IOException {
    int transaction = TRANSACTIONS.incrementAndGet();
    ByteBuffer answer = ByteBuffer.wrap(ask(UdpPackets.connect(transaction)));
    if (answer.remaining() != 16 || answer.getInt() != 0 || answer.getInt() != transaction) {
      throw new AssertionError("no answer to the connect: " + Arrays.toString(answer.array()));
    }
    return answer.getLong();
  }

  /**
   * As {@link #connect}, where packets may be lost on a full socket: asks again until it is
   * answered.
   *
   * @return the answers to what was sent before, and to the tries
   */
  int connectWithRetries() throws IOException {
    int transaction = TRANSACTIONS.incrementAndGet();
    byte[] question = UdpPackets.connect(transaction);
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    for (int i = 0; i < TRIES; i++) {
      send(question);
      try {
        for (int answers = 1; ; answers++) {
          packet.setLength(4096);
          socket.receive(packet);
          ByteBuffer answer = ByteBuffer.wrap(packet.getData());
          if (packet.getLength() == 16 && answer.getInt(4) == transaction) {
            return answers;
          }
        }
      } catch (SocketTimeoutException e) {
        // Lost: the next try.
      }
    }
    throw new IOException("the tracker is silent");
  }

  @Override
  public void close() {
    socket.close();
  }
}
