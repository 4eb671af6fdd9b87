package io.skep.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.unix.Buffer;
import io.skep.bittorrent.PeerAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Many UDP packets outside of the heap, as recvmmsg(2) and sendmmsg(2) of Linux on a machine of 64
 * bits have them.
 *
 * <p>First an array of struct mmsghdr, 64 bytes each, that point to what follows: for each a struct
 * sockaddr_in6 or sockaddr_in, a struct iovec, and the packet itself. Nothing is allocated for a
 * packet, and everything stays where it is.
 */
final class PacketBatch {
  private static final int HEADER = 64;
  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTOR_COUNT = 24;
  private static final int RECEIVED = 56;

  private static final int VECTOR_SIZE = 16;
  private static final int VECTOR_LENGTH = 8;

  private static final int NAME_SIZE = 32;
  private static final int SOCKADDR_IN6 = 28;
  private static final int SOCKADDR_IN = 16;
  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;
  private static final int PORT = 2;
  private static final int IPV4_ADDRESS = 4;
  private static final int IPV6_ADDRESS = 8;
  private static final int SCOPE = 24;

  private final int size;
  private final boolean ipv6;
  private final ByteBuffer host;
  private final ByteBuffer network;
  private final long address;
  private final ByteBuf[] contents;

  /**
   * An empty batch.
   *
   * @param size for how many packets
   * @param maxPacket how long each can be, in bytes
   * @param ipv6 whether the socket's addresses are of IPv6, those of IPv4 being mapped
   */
  PacketBatch(int size, int maxPacket, boolean ipv6) {
    this.size = size;
    this.ipv6 = ipv6;
    int names = size * HEADER;
    int vectors = names + size * NAME_SIZE;
    int packets = vectors + size * VECTOR_SIZE;
    this.host =
        ByteBuffer.allocateDirect(packets + size * maxPacket).order(ByteOrder.nativeOrder());
    this.network = host.duplicate().order(ByteOrder.BIG_ENDIAN);
    this.address = Buffer.memoryAddress(host);
    this.contents = new ByteBuf[size];
    for (int i = 0; i < size; i++) {
      int vector = vectors + i * VECTOR_SIZE;
      int packet = packets + i * maxPacket;
      host.putLong(header(i) + NAME, address + name(i));
      host.putInt(header(i) + NAME_LENGTH, SOCKADDR_IN6);
      host.putLong(header(i) + VECTOR, address + vector);
      host.putLong(header(i) + VECTOR_COUNT, 1);
      host.putLong(vector, address + packet);
      host.putLong(vector + VECTOR_LENGTH, maxPacket);
      contents[i] = Unpooled.wrappedBuffer(host.slice(packet, maxPacket));
    }
  }

  private static int header(int i) {
    return i * HEADER;
  }

  private int name(int i) {
    return size * HEADER + i * NAME_SIZE;
  }

  private int vector(int i) {
    return size * (HEADER + NAME_SIZE) + i * VECTOR_SIZE;
  }

  int size() {
    return size;
  }

  /** Where the struct mmsghdr of this packet begins. */
  long address(int i) {
    return address + header(i);
  }

  /** What was received as packet {@code i}; good until the batch receives again. */
  ByteBuf received(int i) {
    return contents[i].setIndex(0, host.getInt(header(i) + RECEIVED));
  }

  /** Who sent packet {@code i}. */
  PeerAddress sender(int i) {
    return ipv6
        ? new PeerAddress(high(i), low(i), port(i))
        : PeerAddress.ipv4(network.getInt(name(i) + IPV4_ADDRESS), port(i));
  }

  /** The port of who sent packet {@code i}. */
  int port(int i) {
    return network.getShort(name(i) + PORT) & 0xFFFF;
  }

  /** The first 64 bits of the address of who sent packet {@code i}, as in {@link PeerAddress}. */
  long high(int i) {
    return ipv6 ? network.getLong(name(i) + IPV6_ADDRESS) : 0;
  }

  /** The last 64 bits. */
  long low(int i) {
    return ipv6
        ? network.getLong(name(i) + IPV6_ADDRESS + 8)
        : PeerAddress.MAPPED_PREFIX
            | Integer.toUnsignedLong(network.getInt(name(i) + IPV4_ADDRESS));
  }

  /** By which interface a link-local sender can be reached; 0 for all others. */
  int scope(int i) {
    return ipv6 ? host.getInt(name(i) + SCOPE) : 0;
  }

  /** The space of packet {@code i}, to be written and then {@link #address addressed}. */
  ByteBuf toSend(int i) {
    return contents[i].clear();
  }

  /** Has packet {@code i}, once it is written, go to whoever sent packet {@code j} of another. */
  void answer(int i, PacketBatch other, int j) {
    int from = other.name(j);
    int to = name(i);
    for (int at = 0; at < NAME_SIZE; at += Long.BYTES) {
      host.putLong(to + at, other.host.getLong(from + at));
    }
    setLengths(i);
  }

  /** Sets to whom packet {@code i} goes, once it is written. */
  void address(int i, PeerAddress to, int scope) {
    int name = name(i);
    if (ipv6) {
      host.putShort(name, AF_INET6);
      network.putInt(name + IPV4_ADDRESS, 0);
      network.putLong(name + IPV6_ADDRESS, to.high());
      network.putLong(name + IPV6_ADDRESS + 8, to.low());
      host.putInt(name + SCOPE, scope);
    } else {
      host.putShort(name, AF_INET);
      network.putInt(name + IPV4_ADDRESS, to.ipv4());
    }
    network.putShort(name + PORT, (short) to.port());
    setLengths(i);
  }

  private void setLengths(int i) {
    host.putInt(header(i) + NAME_LENGTH, ipv6 ? SOCKADDR_IN6 : SOCKADDR_IN);
    host.putLong(vector(i) + VECTOR_LENGTH, contents[i].readableBytes());
  }
}
