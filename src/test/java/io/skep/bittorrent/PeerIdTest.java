package io.skep.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A client's name for itself. */
class PeerIdTest {
  private static final byte[] BYTES = "-qB4500-\u0000\u0080\u00ffabcdefghi".getBytes(ISO_8859_1);
  private static final PeerId ID = PeerId.read(BYTES, 0);

  @Test
  void bytesSurvive() {
    assertArrayEquals(BYTES, ID.bytes());
    byte[] target = new byte[22];
    ID.write(target, 2);
    assertArrayEquals(BYTES, Arrays.copyOfRange(target, 2, 22));
    assertEquals(ID, PeerId.read(target, 2));
  }

  @Test
  void theTextIsHexadecimal() {
    assertEquals("2d7142343530302d0080ff616263646566676869", ID.toString());
  }

  @Test
  void aPrefixIsFound() {
    for (int length = 0; length <= PeerId.LENGTH; length++) {
      byte[] prefix = Arrays.copyOf(BYTES, length);
      assertTrue(ID.startsWith(prefix));
      if (length > 0) {
        prefix[length - 1]++;
        assertFalse(ID.startsWith(prefix));
      }
    }
    assertFalse(ID.startsWith(Arrays.copyOf(BYTES, PeerId.LENGTH + 1)));
  }
}
