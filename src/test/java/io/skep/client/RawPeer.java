package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.protocol.PeerHandshake;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWire;
import io.skep.protocol.PeerWireException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A peer that says what a test tells it to, over a socket. */
final class RawPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket = new Socket();
  private final ByteBuf in = Unpooled.buffer();
  private final PeerWire wire = new PeerWire(PeerWire.MAX_BITFIELD_BYTES);

  /** Connects from an address of its own and shakes hands, as one that speaks version 2. */
  RawPeer(String host, PeerAddress other, InfoHash infoHash) throws IOException, PeerWireException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(host, 0));
    socket.connect(new InetSocketAddress(other.inetAddress(), other.port()));
    ByteBuf out = Unpooled.buffer();
    new PeerHandshake(infoHash, new PeerId(1, 2, host.hashCode()), true, false, true, false)
        .encode(out);
    write(out);
    while (PeerHandshake.decode(in) == null) {
      read();
    }
  }

  private void write(ByteBuf out) throws IOException {
    out.readBytes(socket.getOutputStream(), out.readableBytes());
  }

  private void read() throws IOException {
    try {
      if (in.writeBytes(socket.getInputStream(), 4096) < 0) {
        throw new EOFException("the other side has hung up");
      }
    } catch (SocketException e) {
      throw new EOFException("the other side has hung up: " + e.getMessage());
    }
  }

  void send(PeerMessage message) throws IOException {
    ByteBuf out = Unpooled.buffer();
    PeerWire.encode(message, out);
    try {
      write(out);
    } catch (SocketException e) {
      throw new EOFException("the other side has hung up: " + e.getMessage());
    }
  }

  /**
   * The next message of a kind; those between are passed over.
   *
   * @throws EOFException if the other side hangs up before
   */
  <T extends PeerMessage> T next(Class<T> kind) throws IOException, PeerWireException {
    while (true) {
      PeerMessage message = wire.decode(in);
      if (message == null) {
        read();
      } else if (kind.isInstance(message)) {
        return kind.cast(message);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
