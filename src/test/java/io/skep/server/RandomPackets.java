package io.skep.server;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Announces and scrapes of BEP 15, most of them good and each thing odd now and then. */
final class RandomPackets {
  private static final long[] ODD_BYTES = {
    0, 1, -1, 5, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE
  };
  private static final int[] NUMWANTS = {-1, -1, 0, 7, Integer.MAX_VALUE, Integer.MIN_VALUE};
  private static final List<String> CLIENTS = List.of("-A", "-AB", "-Z", "-Q");
  private static final List<String> URLS =
      List.of(
          "/announce",
          "/abc/announce",
          "/announce/abc",
          "/abc/announce",
          "/announce/other",
          "/scrape/announce",
          "?passkey=%",
          "/announce?passkey=a%20",
          "/announce?passkey=abc",
          "/",
          "?");
  private static final int SWARMS = 9;
  private static final int ADDRESSES = 40;

  private final Random random;
  private final ConnectionIds ids;

  RandomPackets(Random random, ConnectionIds ids) {
    this.random = random;
    this.ids = ids;
  }

  private boolean oneOf(int times) {
    return random.nextInt(times) == 0;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  PeerAddress sender() {
    int host = random.nextInt(ADDRESSES);
    return switch (random.nextInt(4)) {
      case 0 -> new PeerAddress(0xFE80L << 48, host, 9);
      case 1 -> new PeerAddress(0x20010DB8L << 32, host, 9);
      default -> PeerAddress.ipv4(0x0A000000 + host, oneOf(20) ? 0 : 1 + random.nextInt(0xFFFF));
    };
  }

  byte[] next(PeerAddress from, int transaction, long now) {
    long id = ids.issue(from, now - (oneOf(30) ? random.nextInt(2000) : random.nextInt(100)));
    if (oneOf(40)) {
      id ^= 1L << random.nextInt(Long.SIZE);
    }
    byte[] packet = oneOf(5) ? scrape(id, transaction) : withTail(announce(id, transaction));
    if (oneOf(40)) {
      packet = Arrays.copyOf(packet, random.nextInt(200));
    }
    return oneOf(200) ? Arrays.copyOf(packet, 2040 + random.nextInt(9)) : packet;
  }

  private InfoHash infoHash() {
    return Hashes.infoHash(random.nextInt(SWARMS));
  }

  private byte[] scrape(long id, int transaction) {
    int swarms = oneOf(10) ? 70 + random.nextInt(8) : random.nextInt(5);
    return UdpPackets.scrape(
        id, transaction, Stream.generate(this::infoHash).limit(swarms).toList());
  }

  private byte[] announce(long id, int transaction) {
    byte[] peerId = new byte[20];
    random.nextBytes(peerId);
    byte[] client = one(CLIENTS).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(client, 0, peerId, 0, client.length);
    return ByteBuffer.allocate(98)
        .putLong(id)
        .putInt(UdpPackets.ANNOUNCE)
        .putInt(transaction)
        .put(infoHash().bytes())
        .put(peerId)
        .putLong(bytes())
        .putLong(oneOf(2) ? 0 : bytes())
        .putLong(bytes())
        .putInt(oneOf(20) ? random.nextInt() : random.nextInt(6))
        .putInt(oneOf(8) ? random.nextInt() : 0)
        .putInt(random.nextInt())
        .putInt(NUMWANTS[random.nextInt(NUMWANTS.length)])
        .putShort((short) (oneOf(20) ? 0 : 1 + random.nextInt(12)))
        .array();
  }

  private long bytes() {
    return oneOf(10) ? ODD_BYTES[random.nextInt(ODD_BYTES.length)] : 3;
  }

  private byte[] withTail(byte[] announce) {
    if (oneOf(3)) {
      int part = oneOf(2) ? 0xFF : 1 + random.nextInt(0xFF);
      return UdpPackets.withUrlData(announce, one(URLS), part);
    }
    if (oneOf(8)) {
      byte[] tail = new byte[random.nextInt(30)];
      random.nextBytes(tail);
      return ByteBuffer.allocate(announce.length + tail.length).put(announce).put(tail).array();
    }
    return announce;
  }
}
