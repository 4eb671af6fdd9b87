package io.skep.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnPeerIdTest {
  @Test
  void clientAndVersionAndWhatTellsPeersApart() {
    Random random = new Random(1);
    String first = new String(OwnPeerId.next(random).bytes(), US_ASCII);
    assertTrue(first.matches("-Sk[0-9]{4}-[0-9A-Za-z]{12}"), first);
    assertNotEquals(first, new String(OwnPeerId.next(random).bytes(), US_ASCII));
  }
}
