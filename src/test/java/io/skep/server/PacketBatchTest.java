package io.skep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.bittorrent.PeerAddress;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketBatchTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsAddressedToSomebodyIsReadAsFromThem(boolean ipv6) {
    Random random = new Random(1);
    PacketBatch batch = new PacketBatch(8, 64, ipv6);
    for (int round = 0; round < 1000; round++) {
      PeerAddress[] to = new PeerAddress[batch.size()];
      for (int i = 0; i < batch.size(); i++) {
        int port = random.nextInt(0x10000);
        to[i] =
            ipv6 && random.nextBoolean()
                ? new PeerAddress(random.nextLong(), random.nextLong(), port)
                : PeerAddress.ipv4(random.nextInt(), port);
        batch.toSend(i).writeInt(i);
        batch.address(i, to[i], round + i);
      }
      for (int i = 0; i < batch.size(); i++) {
        assertEquals(to[i], batch.sender(i));
        assertEquals(ipv6 ? round + i : 0, batch.scope(i));
      }
    }
  }
}
