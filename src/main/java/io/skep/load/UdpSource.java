package io.skep.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.skep.bittorrent.PeerAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A UDP socket, the address it sends from, and the connection id that the tracker gave it. */
final class UdpSource {
  /** BEP 15 has clients use an id for a minute; the next one is asked for a little before. */
  private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(55);

  final int number;
  private final Channel channel;
  private final PeerAddress address;
  private boolean known;
  private boolean asking;
  private long connectionId;
  private long issued;
  private boolean unflushed;

  UdpSource(int number, Channel channel) {
    this.number = number;
    this.channel = channel;
    InetSocketAddress local = (InetSocketAddress) channel.localAddress();
    this.address = PeerAddress.of(local.getAddress(), local.getPort());
  }

  PeerAddress address() {
    return address;
  }

  /** True if it has a connection id, so that it can ask more than that. */
  boolean isConnected() {
    return known;
  }

  long connectionId() {
    return connectionId;
  }

  /** True if it should ask for a new connection id now. */
  boolean wantsId(long now) {
    return !asking && (!known || now - issued > LIFE_NANOS);
  }

  void askingForId(boolean asks) {
    asking = asks;
  }

  void connected(long id, long now) {
    connectionId = id;
    known = true;
    asking = false;
    issued = now;
  }

  ByteBuf buffer() {
    return channel.alloc().directBuffer(256);
  }

  /**
   * Writes a packet, to be sent at the next {@link #flush}.
   *
   * @return false if others wait for that already
   */
  boolean write(ByteBuf packet) {
    channel.write(packet, channel.voidPromise());
    boolean first = !unflushed;
    unflushed = true;
    return first;
  }

  void flush() {
    unflushed = false;
    channel.flush();
  }

  void close() {
    channel.close();
  }
}
