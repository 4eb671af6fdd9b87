package io.skep.metainfo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "0, 8", "1, 1", "1, 2", "2, 2", "3, 4", "5, 8", "5, 16", "8, 8", "13, 64"})
  void isTheTreeThatBep52Draws(int count, int width) {
    byte[] leaves = new byte[count * 32];
    new Random(count).nextBytes(leaves);
    byte[] before = leaves.clone();
    assertArrayEquals(naive(Arrays.copyOf(leaves, width * 32)), MerkleTree.root(leaves, width));
    assertArrayEquals(before, leaves);
  }

  @Test
  void anUpperLayerIsMadeUpWithTreesOfZeros() {
    byte[] leaves = new byte[11 * 32];
    new Random(1).nextBytes(leaves);
    byte[] layer = new byte[3 * 32];
    for (int i = 0; i < 3; i++) {
      byte[] below = Arrays.copyOfRange(leaves, i * 4 * 32, Math.min(11, i * 4 + 4) * 32);
      System.arraycopy(MerkleTree.root(below, 4), 0, layer, i * 32, 32);
    }
    assertArrayEquals(
        MerkleTree.root(leaves, 16), MerkleTree.root(layer, 4, MerkleTree.zeroRoot(4)));
  }

  /** Two zero hashes in a row, as any other SHA-256 says. */
  @Test
  void zerosHashToAKnownValue() {
    assertEquals(
        "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b",
        HexFormat.of().formatHex(MerkleTree.zeroRoot(2)));
  }

  @Test
  void refusesWhatIsNoTree() {
    assertThrows(IllegalArgumentException.class, () -> MerkleTree.root(new byte[33], 2));
    assertThrows(IllegalArgumentException.class, () -> MerkleTree.root(new byte[96], 2));
    assertThrows(IllegalArgumentException.class, () -> MerkleTree.root(new byte[32], 3));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "4, 4", "5, 8", "65537, 131072"})
  void powersOfTwo(int number, int power) {
    assertEquals(power, MerkleTree.powerOfTwo(number));
  }

  private static byte[] naive(byte[] leaves) {
    if (leaves.length == 32) {
      return leaves;
    }
    int half = leaves.length / 2;
    return MerkleTree.parent(
        naive(Arrays.copyOf(leaves, half)), naive(Arrays.copyOfRange(leaves, half, leaves.length)));
  }
}
