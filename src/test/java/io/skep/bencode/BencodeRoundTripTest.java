package io.skep.bencode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is written is read, and written again is the same, whatever it is. */
class BencodeRoundTripTest {
  private static final int SEEDS = 500;

  @Test
  void whatIsWrittenIsReadAndWrittenTheSame() throws BencodeException {
    for (long seed = 0; seed < SEEDS; seed++) {
      Supplier<String> shown = message(seed);
      byte[] written = value(seed);
      BencodeValue read = BencodeReader.read(written);
      assertEquals(0, read.start(), shown);
      assertEquals(written.length, read.end(), shown);
      assertArrayEquals(written, Rewriting.write(read), shown);
    }
  }

  @Test
  void nothingThatIsCutShortIsRead() {
    for (long seed = 0; seed < SEEDS; seed++) {
      byte[] written = value(seed);
      byte[] cut = Arrays.copyOf(written, new Random(~seed).nextInt(written.length));
      assertThrows(BencodeException.class, () -> BencodeReader.read(cut), message(seed));
    }
  }

  private static Supplier<String> message(long seed) {
    return () -> "seed " + seed;
  }

  private static byte[] value(long seed) {
    BencodeWriter writer = new BencodeWriter(0);
    write(new Random(seed), writer, 6);
    return writer.toByteArray();
  }

  private static void write(Random random, BencodeWriter writer, int depth) {
    // At the greatest depth only what has nothing inside is left.
    switch (random.nextInt(depth == 0 ? 2 : 4)) {
      case 0 -> writer.integer(random.nextLong() >> random.nextInt(64));
      case 1 -> writer.bytes(bytes(random, 300));
      case 2 -> {
        writer.beginList();
        for (int left = random.nextInt(6); left > 0; left--) {
          write(random, writer, depth - 1);
        }
        writer.end();
      }
      default -> {
        TreeSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        for (int left = random.nextInt(6); left > 0; left--) {
          keys.add(bytes(random, 4));
        }
        writer.beginDictionary();
        for (byte[] key : keys) {
          writer.key(key);
          write(random, writer, depth - 1);
        }
        writer.end();
      }
    }
  }

  private static byte[] bytes(Random random, int bound) {
    byte[] bytes = new byte[random.nextInt(bound)];
    random.nextBytes(bytes);
    return bytes;
  }
}
