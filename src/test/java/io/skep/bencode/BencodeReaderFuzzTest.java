package io.skep.bencode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/**
 * Whatever comes in is refused, or is a value that is written again byte for byte, but for the
 * order of keys where the reader was told to be lenient about that.
 *
 * <p>Without {@code JAZZER_FUZZ=1} this runs the kept inputs only: {@code
 * src/test/resources/io/skep/bencode/BencodeReaderFuzzTestInputs}.
 */
class BencodeReaderFuzzTest {
  private static final BencodeReader.Limits LIMITS = new BencodeReader.Limits(20, 1000);

  @FuzzTest(maxDuration = "10s")
  void readsOrRefuses(byte[] input) throws BencodeException {
    BencodeValue value;
    try {
      value = BencodeReader.readLenient(input, LIMITS);
    } catch (BencodeException refused) {
      assertTrue(refused.offset() >= 0 && refused.offset() <= input.length);
      assertThrows(BencodeException.class, () -> BencodeReader.read(input, LIMITS));
      return;
    }
    assertEquals(0, value.start());
    assertEquals(input.length, value.end());
    byte[] sorted = Rewriting.write(value);
    assertEquals(input.length, sorted.length);
    assertArrayEquals(sorted, Rewriting.write(BencodeReader.read(sorted, LIMITS)));
    try {
      assertArrayEquals(input, Rewriting.write(BencodeReader.read(input, LIMITS)));
    } catch (BencodeException unsorted) {
      assertFalse(Arrays.equals(sorted, input), unsorted.reason());
    }
  }
}
