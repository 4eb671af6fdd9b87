package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DontHaveTest {
  @Test
  void namesAPiece() throws PeerWireException {
    byte[] bytes = {0, 0, 1, 2};
    assertEquals(new DontHave(258), DontHave.read(bytes));
    assertArrayEquals(bytes, new DontHave(258).bytes());
  }

  @Test
  void namesNothingElse() {
    assertThrows(PeerWireException.class, () -> DontHave.read(new byte[3]));
    assertThrows(PeerWireException.class, () -> DontHave.read(new byte[5]));
    assertThrows(PeerWireException.class, () -> DontHave.read(new byte[] {-128, 0, 0, 0}));
  }
}
