package io.skep.server;

import java.nio.ByteBuffer;
import java.util.Random;

/** Packets as a stranger makes them up: noise, and requests that are nearly right. */
final class HostilePackets {
  /** More than the tracker reads of one. */
  private static final int MAX_LENGTH = 2100;

  private final Random random;

  HostilePackets(long seed) {
    random = new Random(seed);
  }

  byte[] next() {
    return switch (random.nextInt(4)) {
      case 0 -> noise(random.nextInt(120));
      case 1 -> noise(random.nextInt(MAX_LENGTH));
      case 2 -> request(random.nextInt(64), random.nextLong());
      default -> request(lengthOf(random.nextInt(3)), connectionId());
    };
  }

  private byte[] noise(int length) {
    byte[] packet = new byte[length];
    random.nextBytes(packet);
    return packet;
  }

  private int lengthOf(int action) {
    return switch (action) {
      case UdpPackets.CONNECT -> 16 + random.nextInt(2) * random.nextInt(200);
      case UdpPackets.ANNOUNCE -> 98 + random.nextInt(2) * random.nextInt(600);
      default -> 16 + 20 * random.nextInt(76);
    };
  }

  private long connectionId() {
    return random.nextInt(3) == 0 ? UdpPackets.PROTOCOL_ID : random.nextLong();
  }

  private byte[] request(int length, long connectionId) {
    byte[] packet = noise(Math.max(16, length));
    ByteBuffer.wrap(packet).putLong(connectionId).putInt(random.nextInt(5));
    return packet;
  }
}
