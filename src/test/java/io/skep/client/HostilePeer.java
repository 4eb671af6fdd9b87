package io.skep.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.protocol.PeerHandshake;
import io.skep.protocol.PeerMessage;
import io.skep.protocol.PeerWire;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A peer that writes what it likes, and reads or does not; bounded in all it does. */
final class HostilePeer implements AutoCloseable {
  private static final AtomicLong IDS = new AtomicLong();
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket = new Socket();

  /** Connects from an address of its own. */
  HostilePeer(String host, PeerAddress victim) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(host, 0));
    socket.connect(new InetSocketAddress(victim.inetAddress(), victim.port()), PATIENCE_MILLIS);
  }

  /** Says the first bytes of a handshake, or all 68. */
  HostilePeer shakesHands(InfoHash infoHash, int bytes) throws IOException {
    ByteBuf out = Unpooled.buffer();
    PeerId id = new PeerId(0xBAD, IDS.incrementAndGet(), 0);
    new PeerHandshake(infoHash, id, true, true, false, false).encode(out);
    socket.getOutputStream().write(ByteBufUtil.getBytes(out), 0, bytes);
    return this;
  }

  /** Writes; false if the other side has hung up. */
  boolean writes(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  boolean says(PeerMessage... messages) {
    ByteBuf out = Unpooled.buffer();
    for (PeerMessage message : messages) {
      PeerWire.encode(message, out);
    }
    return writes(ByteBufUtil.getBytes(out));
  }

  /** Reads until the other side hangs up; false if it doesn't for as long as a test can wait. */
  boolean isHungUpOn() {
    return isHungUpOn(PATIENCE_MILLIS);
  }

  boolean isHungUpOn(int millis) {
    byte[] sink = new byte[8192];
    try {
      socket.setSoTimeout(millis);
      InputStream in = socket.getInputStream();
      long most = 64 << 20;
      for (int read; (read = in.read(sink)) >= 0; ) {
        most -= read;
        if (most < 0) {
          return false;
        }
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
